"""Progress is for a person: standard output stays free for results."""

from transcribe.bars import listening


def test_hearing_one_recording_keeps_standard_output_clean(capsys):
    with listening("[call].wav") as progress:
        progress("transcribing", 0.5)
    assert capsys.readouterr().out == ""
