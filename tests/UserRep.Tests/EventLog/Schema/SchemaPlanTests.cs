using CsCheck;
using UserRep.EventLog.Events;
using UserRep.EventLog.Schema;
using Xunit;

namespace UserRep.Tests.EventLog.Schema;

/// <summary>What a program does with a database that has other steps than it knows: the steps here are the newest program's.</summary>
public sealed class SchemaPlanTests
{
    private const string Name = "log";

    // Of each step whether it is additive; how many of them the program knows; how many the database has.
    private static readonly Gen<(bool[] Additive, int Known, int Applied)> _histories = Gen.Bool.Array[1, 8].SelectMany(additive =>
        Gen.Select(Gen.Int[1, additive.Length], Gen.Int[0, additive.Length], (known, applied) => (additive, known, applied)));

    [Fact]
    public void It_starts_where_all_that_it_does_not_know_is_additive_and_there_alone() => _histories.Sample((additive, known, applied) =>
    {
        SqlScript[] steps = [.. additive.Select(Step)];
        SqlScript[] unknown = [.. steps[..applied].Skip(known)];
        if (Array.Find(unknown, step => !step.IsAdditive) is { } closed)
        {
            string message = Refusal(steps[..known], Applied(steps[..applied]));
            Assert.Contains($"{Name} is at schema {applied}, this program knows up to {known}", message, StringComparison.Ordinal);
            Assert.Contains($"step {closed.Number} ", message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(steps[..known].Skip(applied), SchemaPlan.Missing(Name, steps[..known], Applied(steps[..applied])));
        }
    });

    [Fact]
    public void The_order_in_which_the_database_names_them_does_not_count() => Gen.Select(_histories, Gen.Int).Sample((history, seed) =>
    {
        (bool[] additive, int known, int applied) = history;
        SqlScript[] steps = [.. additive.Select(Step)];
        AppliedStep[] listed = Applied(steps[..applied]);
        AppliedStep[] mixed = [.. listed];
        new Random(seed).Shuffle(mixed);
        Assert.Equal(Outcome(steps[..known], listed), Outcome(steps[..known], mixed));
    });

    [Fact]
    public void A_step_that_is_not_the_one_it_knows_is_refused_additive_or_not() => _histories.Where(h => h.Applied > 0).Sample((additive, known, applied) =>
    {
        SqlScript[] steps = [.. additive.Select((_, place) => Step(true, place))];
        AppliedStep[] listed = Applied(steps[..applied]);
        int other = Math.Min(known, applied) - 1;
        listed[other] = listed[other] with { Checksum = listed[other].Checksum + 1 };
        Assert.Contains($"Step {other + 1} ", Refusal(steps[..known], listed), StringComparison.Ordinal);
    });

    [Fact]
    public void A_step_of_its_own_is_not_applied_to_what_a_later_one_has_changed()
    {
        SqlScript[] steps = [Step(false, 0), Step(true, 1), Step(true, 2)];
        AppliedStep[] listed = Applied([steps[0], steps[2]]);

        Assert.Contains("has step 3 of the schema and not step 2", Refusal(steps[..2], listed), StringComparison.Ordinal);
    }

    private static SqlScript Step(bool isAdditive, int place) => new(place + 1, $"{(isAdditive ? SqlScript.AdditiveLine : "-- No more.")}\nSELECT {place};");

    private static AppliedStep[] Applied(IEnumerable<SqlScript> steps) => [.. steps.Select(step => new AppliedStep(step.Number, step.Checksum, step.IsAdditive))];

    private static string Outcome(SqlScript[] known, AppliedStep[] applied)
    {
        try
        {
            return string.Join(' ', SchemaPlan.Missing(Name, known, applied).Select(step => step.Number));
        }
        catch (EventLogException refused)
        {
            return refused.Message;
        }
    }

    private static string Refusal(SqlScript[] known, AppliedStep[] applied)
    {
        EventLogException refused = Assert.Throws<EventLogException>(() => SchemaPlan.Missing(Name, known, applied));
        Assert.False(refused.IsTransient);
        return refused.Message;
    }
}
