using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Checking;

/// <summary>What was committed, kept apart from the log that is tested: the source of every state that should be.</summary>
internal sealed class History : ILogObserver
{
    private Dictionary<string, List<UserLife>> _users = new(StringComparer.Ordinal);

    public IEnumerable<string> Users => _users.Keys;

    public void Committed(LogEvent row)
    {
        List<UserLife> lives = Lives(row.Event!.UserId);
        if (lives.Count == 0 || lives[^1].IsErased)
        {
            lives.Add(new UserLife());
        }

        lives[^1].Events.Add(row);
    }

    public void Erased(LogUser user)
    {
        if (Lives(user.UserId) is [.., { } last])
        {
            last.IsErased = true;
        }
    }

    /// <summary>The life that a user is in; null before the first event and after an erasure.</summary>
    public UserLife? Current(string userId) => Lives(userId) is [.., { IsErased: false } last] ? last : null;

    /// <summary>The position up to which everything of a user is erased; 0 for nothing.</summary>
    public long ErasedThrough(string userId) => Lives(userId).FindLast(l => l.IsErased)?.Position ?? 0;

    /// <summary>The life that has an event of the user at a position, or one without events for position 0; null if there is none.</summary>
    public UserLife? LifeAt(string userId, long position) =>
        position == 0 ? new UserLife() : Lives(userId).FindLast(l => l.Events.Exists(e => e.Offset == position));

    /// <summary>The state that a user should have at a position.</summary>
    public static UserFold Fold(FeatureSpace space, UserLife life, long position)
    {
        UserFold fold = new(space);
        fold.TryFollow([.. life.Events.TakeWhile(e => e.Offset <= position)]);
        return fold;
    }

    public Dictionary<string, List<UserLife>> Copy() => _users.ToDictionary(u => u.Key, u => u.Value.ConvertAll(l => l.Copy()), StringComparer.Ordinal);

    public void Restore(Dictionary<string, List<UserLife>> copy) => _users = copy;

    private List<UserLife> Lives(string userId)
    {
        if (!_users.TryGetValue(userId, out List<UserLife>? lives))
        {
            _users.Add(userId, lives = []);
        }

        return lives;
    }
}
