namespace UserRep.Training.Cli;

/// <summary>One line per finished stage: what a log file can hold when there is no terminal to redraw.</summary>
internal sealed class LineProgress(TextWriter writer, TimeProvider time) : IProgressReporter
{
    public IProgressStage Start(string title, long? total = null, string unit = "") => new Stage(title, unit, writer, time);

    private sealed class Stage(string title, string unit, TextWriter writer, TimeProvider time) : IProgressStage
    {
        private readonly long _started = time.GetTimestamp();
        private long _done;
        private string? _note;

        public void Advance(long by = 1) => Interlocked.Add(ref _done, by);

        public void Note(string text) => _note = text;

        public void Dispose()
        {
            string count = _done > 0 ? $", {_done:N0} {unit}".TrimEnd() : "";
            string note = _note is null ? "" : $", {_note}";
            writer.WriteLine($"{title}: {time.GetElapsedTime(_started).TotalSeconds:F1} s{count}{note}");
        }
    }
}
