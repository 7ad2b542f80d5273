using UserRep.Model.Features;

namespace UserRep.Benchmarks.Features;

/// <summary>Users and the events that come for them, in an order that no cache foresees.</summary>
internal sealed class Crowd
{
    private const int Drawn = 1 << 16;
    private const int Picks = 20;
    private const long Start = 1_700_000_000_000;
    private const long StepMs = 977;

    private readonly int[] _users;
    private readonly int[] _items;
    private long _events;

    public Crowd(int users, int items)
    {
        Random random = new(1);
        _users = [.. Enumerable.Range(0, Drawn).Select(_ => random.Next(users))];
        _items = [.. Enumerable.Range(0, Drawn).Select(_ => random.Next(items))];
    }

    public long NowMs => Start + (_events * StepMs);

    /// <summary>One event, about one in twenty a pick; time goes on from call to call.</summary>
    public UserEvent Next(out int user)
    {
        int place = (int)(_events++ % Drawn);
        user = _users[place];
        return new UserEvent(place % Picks == 0 ? BenchmarkSpecs.Pick : BenchmarkSpecs.Like, _items[place], NowMs);
    }
}
