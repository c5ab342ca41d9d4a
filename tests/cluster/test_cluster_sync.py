"""What holds for an index in a folder holds on a cluster: the same tests, with the cluster's fixture."""

from __future__ import annotations

import pytest

from tests.index.test_sync import (  # noqa: F401
    test_a_bad_document_is_named_and_the_others_go_on,
    test_a_changed_file_is_updated_and_its_old_text_is_gone,
    test_a_file_that_is_gone_is_removed,
    test_a_missing_path_changes_nothing,
    test_a_moved_file_is_not_read_again,
    test_a_second_run_reads_and_encodes_nothing,
    test_a_second_writer_is_refused_with_a_sentence,
    test_a_subfolder_keeps_the_names_it_was_indexed_by,
    test_a_touched_file_with_the_same_content_is_unchanged,
    test_an_index_of_another_version_is_refused_with_the_cure,
    test_an_interrupted_encoding_is_gone_on_with,
    test_an_open_reader_sees_what_is_added_and_removed,
    test_new_documents_are_added_and_found,
    test_other_folders_are_left_alone,
    test_patterns_choose_files,
    test_rebuild_reads_everything_again,
    test_two_folders_with_one_name_are_told_apart,
    test_what_an_interrupted_addition_left_is_never_shown,
)

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]
