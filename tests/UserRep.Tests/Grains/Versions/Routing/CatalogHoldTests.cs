using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Routing;

public class CatalogHoldTests
{
    private readonly FakeTimeProvider _time = new(Catalogs.Start);
    private readonly StoredState _place = new();

    [Fact]
    public async Task One_that_another_has_come_after_finds_out_within_the_interval_and_at_once_when_it_must_be_sure()
    {
        (CatalogHold first, IPersistentState<CatalogState> state, SiloBoard board) = await BeginAsync();
        await first.RequireNowAsync(state, board);
        await BeginAsync();

        await first.RequireAsync(state, board);
        await Assert.ThrowsAsync<UserRepException>(() => first.RequireNowAsync(state, board));
        _time.Advance(CatalogHold.Interval);
        await Assert.ThrowsAsync<UserRepException>(() => first.RequireAsync(state, board));
        Assert.True(first.IsLost);
        await Assert.ThrowsAsync<UserRepException>(() => first.WriteAsync(state));
    }

    [Fact]
    public async Task What_it_stores_itself_is_no_other()
    {
        (CatalogHold hold, IPersistentState<CatalogState> state, SiloBoard board) = await BeginAsync();
        state.State = new CatalogState { Revision = 7 };
        await hold.WriteAsync(state);
        _time.Advance(CatalogHold.Interval);
        await hold.RequireAsync(state, board);
        Assert.Equal(7, state.State.Revision);
    }

    [Fact]
    public async Task Without_the_storage_it_goes_on_while_all_silos_are_heard_but_is_never_sure()
    {
        (CatalogHold hold, IPersistentState<CatalogState> state, SiloBoard board) = await BeginAsync();
        await hold.RequireNowAsync(state, board);
        _place.Trouble = Task.FromException(new IOException("away"));
        _time.Advance(TimeSpan.FromSeconds(20));

        // It stood still: nobody has been heard since, and then not all of the three. Whoever is not may have the storage, and another catalogue.
        await Assert.ThrowsAsync<UserRepException>(() => hold.RequireAsync(state, board));
        Hear(board, "a", "b");
        await Assert.ThrowsAsync<UserRepException>(() => hold.RequireAsync(state, board));
        Hear(board, "c");
        await hold.RequireAsync(state, board);
        await Assert.ThrowsAsync<UserRepException>(() => hold.RequireNowAsync(state, board));
        Assert.False(hold.IsLost);
    }

    [Fact]
    public async Task A_storage_that_hangs_is_asked_once_and_nothing_is_stored_before_it_answers()
    {
        (CatalogHold hold, IPersistentState<CatalogState> state, SiloBoard board) = await BeginAsync();
        Hear(board, "a", "b", "c");
        await hold.RequireNowAsync(state, board);
        int reads = _place.Reads;
        TaskCompletionSource hanging = new();
        _place.Trouble = hanging.Task;
        _time.Advance(CatalogHold.Interval);
        Task asked = hold.RequireAsync(state, board);
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await asked;
        await hold.RequireAsync(state, board);
        Assert.Equal(reads + 1, _place.Reads);

        state.State = new CatalogState { Revision = 7 };
        Task written = hold.WriteAsync(state);
        Assert.False(written.IsCompleted);
        _place.Trouble = null;
        hanging.SetResult();
        await written;
        Assert.Equal(7, _place.Open().State.Revision);
    }

    [Fact]
    public async Task An_answer_that_comes_late_with_the_mark_of_another_has_nothing_stored_by_it()
    {
        (CatalogHold first, IPersistentState<CatalogState> state, SiloBoard board) = await BeginAsync();
        TaskCompletionSource hanging = new();
        _place.Trouble = hanging.Task;
        _time.Advance(CatalogHold.Interval);
        Task asked = first.RequireAsync(state, board);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<UserRepException>(() => asked);
        _place.Trouble = null;
        (CatalogHold second, IPersistentState<CatalogState> others, _) = await BeginAsync();
        others.State = new CatalogState { Revision = 9 };
        await second.WriteAsync(others);

        hanging.SetResult();
        state.State = new CatalogState { Revision = 7 };

        await Assert.ThrowsAsync<UserRepException>(() => first.WriteAsync(state));
        Assert.True(first.IsLost);
        Assert.Equal(9, _place.Open().State.Revision);
    }

    /// <summary>
    /// Catalogues come while others are still there, silos ask whichever they know of, and stand still between any two steps: where one of the
    /// catalogues says that its plan is in force, no silo routes reads by an older one.
    /// </summary>
    [Fact]
    public async Task Whatever_ghosts_there_are_a_plan_that_is_in_force_is_not_contradicted()
    {
        int inForce = 0;
        int ghosts = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            FakeTimeProvider time = new(Catalogs.Start);
            StoredState place = new();
            List<(CatalogHold Hold, IPersistentState<CatalogState> State, SiloBoard Board)> catalogues = [await BeginAsync(place, time)];
            Silo[] silos = [.. Enumerable.Range(0, 3).Select(i => new Silo($"{i}", time))];
            for (int step = 0; step < 300; step++)
            {
                Silo silo = silos[random.Next(silos.Length)];
                (CatalogHold hold, IPersistentState<CatalogState> state, SiloBoard board) = catalogues[random.Next(catalogues.Count)];
                switch (random.Next(7))
                {
                    case 0 or 1:
                        long askedAt = time.GetTimestamp();
                        try
                        {
                            await hold.RequireAsync(state, board);
                            board.Hear(new SiloReport(silo.Name, silo.Revision, []));
                            silo.Answer = (askedAt, Math.Max(silo.Revision, state.State.Revision));
                        }
                        catch (UserRepException)
                        {
                            ghosts++;
                        }

                        break;
                    case 2 when silo.Answer is { } answer:
                        // It may go on by the old plan as long as it is heard, and follows when it has loaded what is new.
                        silo.Lease.Renew(answer.AskedAt);
                        silo.Loading = answer.Revision;
                        silo.Answer = null;
                        break;
                    case 3:
                        silo.Revision = Math.Max(silo.Revision, silo.Loading);
                        break;
                    case 4 when random.Next(3) == 0:
                        try
                        {
                            CatalogState before = state.State;
                            state.State = before with { Revision = before.Revision + 1 };
                            await hold.WriteAsync(state);
                        }
                        catch (Exception error) when (error is Orleans.Storage.InconsistentStateException or UserRepException)
                        {
                            catalogues.Remove((hold, state, board));
                        }

                        break;
                    case 5 when random.Next(10) == 0:
                        catalogues.Add(await BeginAsync(place, time));
                        break;
                    default:
                        time.Advance(TimeSpan.FromMilliseconds(random.Next(1_500)));
                        break;
                }

                if (catalogues.Count == 0)
                {
                    catalogues.Add(await BeginAsync(place, time));
                }

                foreach ((CatalogHold asked, IPersistentState<CatalogState> itsState, SiloBoard itsBoard) in catalogues)
                {
                    long revision = itsState.State.Revision;
                    if (itsBoard.IsInForce(revision) && await IsSureAsync(asked, itsState, itsBoard))
                    {
                        inForce++;
                        Assert.All(silos, s => Assert.True(!s.Lease.IsHeld || s.Revision >= revision, $"seed {seed}, step {step}"));
                    }
                }
            }
        }

        Assert.True(inForce > 1_000 && ghosts > 1_000, $"{inForce} {ghosts}");
    }

    private static async Task<bool> IsSureAsync(CatalogHold hold, IPersistentState<CatalogState> state, SiloBoard board)
    {
        try
        {
            await hold.RequireNowAsync(state, board);
            return true;
        }
        catch (UserRepException)
        {
            return false;
        }
    }

    private static void Hear(SiloBoard board, params string[] silos)
    {
        foreach (string silo in silos)
        {
            board.Hear(new SiloReport(silo, 0, []));
        }
    }

    private Task<(CatalogHold Hold, IPersistentState<CatalogState> State, SiloBoard Board)> BeginAsync() => BeginAsync(_place, _time);

    private static async Task<(CatalogHold Hold, IPersistentState<CatalogState> State, SiloBoard Board)> BeginAsync(StoredState place, FakeTimeProvider time)
    {
        (CatalogHold hold, IPersistentState<CatalogState> state) = (new CatalogHold(time, isAlone: false, () => 3), place.Open());
        await hold.TakeAsync(state);
        return (hold, state, new SiloBoard(time, isAlone: false, _ => false));
    }

    private sealed class Silo(string name, TimeProvider time)
    {
        public string Name => name;

        public PlanLease Lease { get; } = new(time, isAlone: false);

        public long Revision { get; set; }

        public long Loading { get; set; }

        public (long AskedAt, long Revision)? Answer { get; set; }
    }
}
