using UserRep.Training.Cli;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class SimulationOptionsRulesTests
{
    [Fact]
    public void The_defaults_are_right() => SimulationOptionsRules.Check(new SimulationOptions());

    [Fact]
    public void Every_mistake_is_named_with_its_value_and_a_remedy()
    {
        SimulationOptions options = new()
        {
            Users = 0,
            Items = 99,
            Days = -3,
            Start = new DateOnly(1900, 5, 6),
            MeanEventsPerUser = double.NaN,
        };

        string[] lines = Assert.Throws<UserErrorException>(() => SimulationOptionsRules.Check(options)).Message.Split(Environment.NewLine);

        Assert.Collection(
            lines,
            line => Assert.Equal("--users is 0: give 1 to 100,000,000.", line),
            line => Assert.Equal("--items is 99: give 100 to 5,000,000.", line),
            line => Assert.Equal("--days is -3: give 1 to 3,650.", line),
            line => Assert.Equal("--start is 1900-05-06: give a date from 1971-01-01 to 2100-01-01.", line),
            line => Assert.StartsWith("--events is NaN: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void More_events_than_the_days_can_hold_are_refused()
    {
        SimulationOptions options = new() { Days = 2, MeanEventsPerUser = 81 };

        string message = Assert.Throws<UserErrorException>(() => SimulationOptionsRules.Check(options)).Message;

        Assert.Equal("--events is 81: 2 days hold at most 80 a user: give fewer events or more --days.", message);
    }
}
