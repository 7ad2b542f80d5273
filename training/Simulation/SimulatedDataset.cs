using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>Writes a simulated population to a data set folder, user by user.</summary>
internal static class SimulatedDataset
{
    // Users between two looks at the token and the bar: about a millisecond at 50 events a user.
    private const int Batch = 16;

    /// <summary>Writes the folder, which appears when all of it is there and not at all after a cancellation.</summary>
    /// <exception cref="UserErrorException">An option is out of its range, or the folder cannot be written.</exception>
    /// <returns>What <c>dataset.json</c> says.</returns>
    public static DatasetInfo Write(
        SimulationOptions options, string folder, bool force, IProgressReporter progress, CancellationToken cancellation)
    {
        SimulationOptionsRules.Check(options);
        (ListeningSimulator simulator, DatasetWriter writer) = Open(options, folder, force, progress, cancellation);
        using (writer)
        {
            AddUsers(simulator, options.Users, writer, progress, cancellation);
            return writer.Complete();
        }
    }

    private static (ListeningSimulator Simulator, DatasetWriter Writer) Open(
        SimulationOptions options, string folder, bool force, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Making tracks", options.Items, "tracks");
        ListeningSimulator simulator = new(options);
        return (simulator, DatasetWriter.Create(folder, simulator.Info, Watched(simulator.Items(), stage, cancellation), force));
    }

    private static void AddUsers(
        ListeningSimulator simulator, int users, DatasetWriter writer, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Simulating users", users, "users");
        foreach (UserHistory user in Watched(simulator.Users(), stage, cancellation))
            writer.Add(user);
    }

    private static IEnumerable<T> Watched<T>(IEnumerable<T> source, IProgressStage stage, CancellationToken cancellation)
    {
        int pending = 0;
        foreach (T element in source)
        {
            yield return element;
            if (++pending < Batch)
                continue;
            cancellation.ThrowIfCancellationRequested();
            stage.Advance(pending);
            pending = 0;
        }

        stage.Advance(pending);
    }
}
