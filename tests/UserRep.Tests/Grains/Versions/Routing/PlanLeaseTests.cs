using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Routing;

public class PlanLeaseTests
{
    private readonly FakeTimeProvider _time = new(Catalogs.Start);

    [Fact]
    public void It_counts_from_when_the_catalogue_was_asked_not_from_when_it_answered()
    {
        PlanLease lease = new(_time, isAlone: false);
        Assert.False(lease.IsHeld);
        long askedAt = _time.GetTimestamp();
        _time.Advance(SiloBoard.Lease / 2);
        lease.Renew(askedAt);
        Assert.True(lease.IsHeld);
        _time.Advance((SiloBoard.Lease / 2) - TimeSpan.FromTicks(1));
        Assert.True(lease.IsHeld);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public void Whoever_is_alone_needs_none() => Assert.True(new PlanLease(_time, isAlone: true).IsHeld);

    /// <summary>Whatever becomes of silos, in any order: a plan that is in force is not contradicted by a silo that may still route by an older one.</summary>
    [Fact]
    public void While_a_plan_is_in_force_no_silo_holds_a_lease_of_an_older_one()
    {
        int inForce = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            FakeTimeProvider time = new(Catalogs.Start);
            SiloBoard board = new(time, isAlone: false, _ => false);
            long catalogue = 1;
            (PlanLease Lease, long Revision, (long AskedAt, long Revision)? Answer)[] silos = [.. Enumerable.Range(0, 3).Select(_ => (new PlanLease(time, isAlone: false), 0L, ((long, long)?)null))];
            for (int step = 0; step < 200; step++)
            {
                int i = random.Next(silos.Length);
                switch (random.Next(5))
                {
                    case 0:
                        // Asks. The answer may take its time, or the silo may stand still before it takes it in.
                        board.Hear(new SiloReport($"{i}", silos[i].Revision, []));
                        silos[i].Answer = (time.GetTimestamp(), catalogue);
                        break;
                    case 1 when silos[i].Answer is { } answer:
                        silos[i] = (silos[i].Lease, Math.Max(silos[i].Revision, answer.Revision), null);
                        silos[i].Lease.Renew(answer.AskedAt);
                        break;
                    case 2:
                        catalogue += random.Next(4) == 0 ? 1 : 0;
                        break;
                    case 3 when random.Next(20) == 0:
                        board = new SiloBoard(time, isAlone: false, _ => false);
                        break;
                    default:
                        time.Advance(TimeSpan.FromMilliseconds(random.Next(1_500)));
                        break;
                }

                if (board.IsInForce(catalogue))
                {
                    inForce++;
                    Assert.All(silos, s => Assert.True(!s.Lease.IsHeld || s.Revision >= catalogue));
                }
            }
        }

        Assert.True(inForce > 1_000, $"{inForce}");
    }
}
