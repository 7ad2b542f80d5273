using UserRep.EventLog.Events;
using UserRep.FailingSilo;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>A log in front of which a test can stop what goes on, to force an order.</summary>
internal sealed class GatedLog(IEventLog log) : PassingLog(log)
{
    /// <summary>Gets or sets what happens after a user's events were read and before they are given out.</summary>
    public Func<string, Task>? UserWasRead { get; set; }

    /// <summary>Gets or sets what happens before it is told whether an event is there.</summary>
    public Action? IsAsked { get; set; }

    /// <summary>Gets or sets what happens before it is told how far the log is.</summary>
    public Func<CancellationToken, Task>? HeadsAreAsked { get; set; }

    public override async Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation)
    {
        await (HeadsAreAsked?.Invoke(cancellation) ?? Task.CompletedTask);
        return await base.HeadsAsync(cancellation);
    }

    public override async Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<LogEvent> events = await base.ReadUserAsync(userId, afterOffset, limit, cancellation);
        await (UserWasRead?.Invoke(userId) ?? Task.CompletedTask);
        return events;
    }

    public override async Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<LogEvent>> events = await base.ReadUsersAsync(users, limit, cancellation);
        foreach (UserTail user in users)
        {
            await (UserWasRead?.Invoke(user.UserId) ?? Task.CompletedTask);
        }

        return events;
    }

    public override async Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation)
    {
        IsAsked?.Invoke();
        return await base.ContainsAsync(userId, offset, cancellation);
    }
}
