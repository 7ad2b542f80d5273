using UserRep.EventLog.Snapshots;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Checking;

/// <summary>Looks at every answer and every stored snapshot in the step in which it comes to be. The first thing that does not hold ends the run.</summary>
internal sealed class Judge(SimulationWorld world)
{
    /// <summary>Gets what was found first.</summary>
    public Violation? First { get; private set; }

    /// <summary>Gets or sets the revision of the last plan that was said to be in force.</summary>
    public long RevisionInForce { get; set; }

    /// <summary>Gets how many answers were looked at.</summary>
    public int Answers { get; private set; }

    public void Violate(Violation violation)
    {
        First ??= violation;
        world.Say($"VIOLATION {violation.Invariant}: {violation.What}");
    }

    /// <summary>I7: a silo routes a read by its plan, which it holds a lease of.</summary>
    public void Routed(SimulatedSilo silo)
    {
        if (silo.Plans.Plan.Revision < RevisionInForce)
        {
            Violate(new Violation("I7", $"{silo.Name} routes by revision {silo.Plans.Plan.Revision} while {RevisionInForce} is in force."));
        }
    }

    /// <summary>I2, I5, I7, I8: a silo answers a read.</summary>
    public void Answered(SimulatedSilo silo, string userId, ServedVersion version, long minPosition, UserVector answer)
    {
        Answers++;
        long before = silo.Answers.Last(userId, version.Version);
        if (answer.Position < minPosition)
        {
            Violate(new Violation("I5", $"{silo.Name} answered {answer.Position} of {userId} where {minPosition} was the least."));
        }
        else if (answer.Position < before && world.History.ErasedThrough(userId) < before)
        {
            Violate(new Violation("I5", $"{silo.Name} answered {answer.Position} of {userId} in {version.Version} after {before}."));
        }
        else if (answer.Position > 0 && answer.Position <= silo.Answers.ErasedThrough(userId))
        {
            Violate(new Violation("I8", $"{silo.Name} answered {answer.Position} of {userId}, erased there through {silo.Answers.ErasedThrough(userId)}."));
        }
        else
        {
            CheckVector(silo, userId, version, answer.Values, answer.Position, answer.AsOfMs);
        }

        silo.Answers.Answered(userId, version.Version, answer.Position);
    }

    /// <summary>I2 and I7: a vector is what the version makes of the state that the log has at the position.</summary>
    public void CheckVector(SimulatedSilo silo, string userId, ServedVersion version, float[] values, long position, long asOfMs)
    {
        if (world.History.LifeAt(userId, position) is not { } life)
        {
            Violate(new Violation("I2", $"{silo.Name} has a vector of {userId} at {position}, where the log never had an event of theirs."));
            return;
        }

        SimulatedModel model = SimulatedModels.Of(version.Version);
        if (values[0] != model.Number)
        {
            Violate(new Violation("I7", $"{silo.Name} gives a vector of version {values[0]} as one of {version.Version}."));
            return;
        }

        float[] features = new float[model.Space.Layout.Length];
        model.Space.Vectorizer.Vectorize(History.Fold(model.Space, life, position).State, asOfMs, features);
        if (!VectorFunction.Of(model.Number, features, values.Length).AsSpan().SequenceEqual(values))
        {
            Violate(new Violation("I2", $"{silo.Name} has a vector of {userId} at {position} in {version.Version} that is not of the log's events up to there."));
        }
    }

    /// <summary>I4: a snapshot is stored.</summary>
    public void Stored(Snapshot snapshot, Snapshot? before)
    {
        if (before is not null && (snapshot.Epoch, snapshot.Position).CompareTo((before.Epoch, before.Position)) < 0)
        {
            Violate(new Violation("I4", $"A snapshot of {snapshot.UserId} at {snapshot.Epoch}/{snapshot.Position} took the place of one at {before.Epoch}/{before.Position}."));
        }
        else if (snapshot.Epoch == world.Engine.Disk.Epoch)
        {
            CheckSnapshot(snapshot);
        }
    }

    public void CheckSnapshot(Snapshot snapshot)
    {
        SimulatedModel model = SimulatedModels.All.First(m => m.Space.Id == snapshot.FeatureSpace);
        if (world.History.LifeAt(snapshot.UserId, snapshot.Position) is not { } life)
        {
            Violate(new Violation("I4", $"A snapshot of {snapshot.UserId} stands at {snapshot.Position}, where the log never had an event of theirs."));
        }
        else if (!UserSnapshot.Write(History.Fold(model.Space, life, snapshot.Position)).AsSpan().SequenceEqual(snapshot.State.Span))
        {
            Violate(new Violation("I4", $"A snapshot of {snapshot.UserId} at {snapshot.Position} is not of the log's events up to there."));
        }
    }
}
