using Spectre.Console;

namespace UserRep.Training.Cli;

/// <summary>Live bars on a terminal.</summary>
internal sealed class BarProgress(ProgressContext context) : IProgressReporter
{
    /// <summary>Runs work with bars shown until it ends, however it ends.</summary>
    public static void Run(IAnsiConsole console, Action<IProgressReporter> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .Start(context => work(new BarProgress(context)));

    public IProgressStage Start(string title, long? total = null, string unit = "")
    {
        ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total ?? 1));
        task.IsIndeterminate = total is null;
        return new Stage(task, title, unit);
    }

    private sealed class Stage(ProgressTask task, string title, string unit) : IProgressStage
    {
        private long _done;

        public void Advance(long by = 1)
        {
            long done = Interlocked.Add(ref _done, by);
            if (task.IsIndeterminate) Note($"{done:N0} {unit}".TrimEnd());
            else task.Increment(by);
        }

        public void Note(string text) => task.Description = Markup.Escape($"{title} ({text})");

        public void Dispose()
        {
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }
}
