"""The checks of the package, in the order in which they run: a story from an old version to the purge.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import life_checks
import use_checks

# Name, check, and whether others build upon it.
CHECKS = [
    ("lintian has nothing to say", life_checks.lintian_has_nothing_to_say, False),
    ("an older version is installed", life_checks.an_older_version_is_installed, True),
    ("files have their owners and modes", life_checks.files_have_their_owners_and_modes, False),
    ("the service's user can do nothing else", life_checks.the_user_can_do_nothing_else, False),
    ("what lets stopped printers go on is switched on",
     life_checks.what_lets_stopped_printers_go_on_is_switched_on, False),
    ("what is not wanted by all is there, and off", life_checks.what_is_not_wanted_by_all_is_there_and_off, False),
    ("voipnow.conf is a conffile", life_checks.settings_are_a_conffile, False),
    ("Debian's AppArmor profile lets backend and filters work", life_checks.apparmor_lets_them_work, False),
    ("CUPS offers device and model", use_checks.cups_offers_device_and_model, False),
    ("an administrator sets a queue up", use_checks.an_administrator_sets_a_queue_up, True),
    ("setup adds a printer", use_checks.setup_adds_a_printer, False),
    ("a clerk faxes", use_checks.a_clerk_faxes, True),
    ("names, cover pages and several documents work",
     use_checks.names_covers_and_several_documents_work, False),
    ("its owner releases a held job, and others cannot",
     use_checks.its_owner_releases_a_held_job_and_others_cannot, False),
    ("administrators read the journal, and others do not",
     use_checks.administrators_read_the_journal_and_others_do_not, False),
    ("an administrator releases and cancels jobs of others",
     use_checks.an_administrator_releases_and_cancels_jobs_of_others, False),
    ("a job is canceled while it is sent", use_checks.a_job_is_canceled_while_it_is_sent, False),
    ("it works as AppArmor starts it", use_checks.it_works_as_apparmor_starts_it, False),
    ("apt waits for no service", life_checks.apt_waits_for_no_service, False),
    ("an update keeps everything", life_checks.an_update_keeps_everything, True),
    ("an update brings the printer up to date", life_checks.an_update_brings_the_printer_up_to_date, False),
    ("an update waits for a fax that is on its way",
     life_checks.an_update_waits_for_a_fax_that_is_on_its_way, False),
    ("without CUPS, an update says what is left to do",
     life_checks.without_cups_an_update_says_what_is_left_to_do, False),
    ("removing it keeps what is the administrator's",
     life_checks.removing_keeps_what_is_the_administrators, True),
    ("what an installation by hand has left is written on",
     life_checks.what_an_installation_by_hand_has_left_is_written_on, False),
    ("installed again, it goes on", life_checks.installed_again_it_goes_on, True),
    ("purging it leaves nothing", life_checks.purging_leaves_nothing, False),
]
