using UserRep.Training.Datasets;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class ListeningSimulatorMemoryTests
{
    private const int Every = 1_000;

    [Fact]
    public void Users_are_not_kept()
    {
        List<WeakReference> users = [];
        ListeningSimulator simulator = new(new SimulationOptions { Users = 20_000, Items = 1_000, Days = 60, MeanEventsPerUser = 20 });
        int number = 0;
        foreach (UserHistory user in simulator.Users())
        {
            if (number++ % Every == 0)
                users.Add(new WeakReference(user));
        }

        GC.Collect();

        Assert.Equal(20_000 / Every, users.Count);
        Assert.InRange(users.Count(user => user.IsAlive), 0, 1);
        GC.KeepAlive(simulator);
    }
}
