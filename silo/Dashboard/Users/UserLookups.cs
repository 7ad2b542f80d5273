using UserRep.Grains.Errors;
using UserRep.Grains.Insights;
using UserRep.Grains.Intake;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Dashboard.Access;

namespace UserRep.Silo.Dashboard.Users;

/// <summary>Looks users up for who may see what is personal, and writes down that it was done; of whom is not told.</summary>
internal sealed class UserLookups(IUserInsights insights, Viewer viewer, ILoggerFactory loggers)
{
    /// <summary>How many users the map is of at most.</summary>
    public const int SampleSize = 500;

    public Task<UserPortrait> LookAsync(string userId, CancellationToken cancellation) => AsAsync("user.look", () => insights.LookAsync(userId, cancellation));

    public Task<ChangeExplanation> WhyAsync(string userId, string version, int events, CancellationToken cancellation) => AsAsync("user.why", () => insights.WhyAsync(userId, version, events, cancellation));

    public Task<WhatIfOutcome> WhatIfAsync(string userId, string version, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        AsAsync("user.whatIf", () => insights.WhatIfAsync(userId, version, events, cancellation));

    /// <summary>Of nobody in particular, and so not written down.</summary>
    public async Task<UserSample> SampleAsync(string version, CancellationToken cancellation)
    {
        await RequireAsync();
        return await insights.SampleAsync(version, SampleSize, cancellation);
    }

    private async Task<T> AsAsync<T>(string action, Func<Task<T>> look)
    {
        string status = "failed";
        try
        {
            await RequireAsync();
            T seen = await look();
            status = "done";
            return seen;
        }
        finally
        {
            AuditLog.Wrote(loggers, action, "one user", viewer.Name, status);
        }
    }

    private async Task RequireAsync()
    {
        await viewer.LearnAsync();
        if (!viewer.MayLookUp)
        {
            throw new UserRepException(ServiceError.Conflict, $"{viewer.Name} may not look users up: that takes the scope embeddings:read of an identity that is bound to no consumer.");
        }
    }
}
