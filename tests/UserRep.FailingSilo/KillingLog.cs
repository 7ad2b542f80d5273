using UserRep.EventLog.Events;

namespace UserRep.FailingSilo;

/// <summary>The log with a failpoint before and after an append is committed, the caller not having heard of it.</summary>
internal sealed class KillingLog(IEventLog log, Failpoint failpoint) : PassingLog(log)
{
    public override async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        failpoint.Hit("append.before-commit");
        IReadOnlyList<AppendResult> results = await base.AppendAsync(events, cancellation);
        failpoint.Hit("append.after-commit");
        return results;
    }
}
