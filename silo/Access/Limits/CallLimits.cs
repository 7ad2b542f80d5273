using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using UserRep.Grains.Errors;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access.Limits;

/// <summary>
/// How much each caller may ask for: so many requests a second, the frames of streams among them, with a second's worth at once; and how large one may
/// be. Whoever is not known is counted by where they call from. Each silo counts by itself.
/// </summary>
internal sealed class CallLimits : IDisposable
{
    /// <summary>How often what was used comes back, in a second, where as much may be used.</summary>
    private const int Refills = 10;

    private readonly SiloOptions _options;
    private readonly KnownIdentities _identities;
    private readonly AccessMeter _meter;

    // Made for the first who is limited: it looks after its callers ten times a second from then on, whether it has any or not.
    private readonly Lazy<PartitionedRateLimiter<CallAllowance>> _calls = new(() => PartitionedRateLimiter.Create<CallAllowance, CallAllowance>(
        allowance => RateLimitPartition.GetTokenBucketLimiter(allowance, static a => Bucket(a.PerSecond))));

    public CallLimits(SiloOptions options, KnownIdentities identities, AccessMeter meter) => (_options, _identities, _meter) = (options, identities, meter);

    /// <summary>Counts a call.</summary>
    /// <param name="user">Who calls.</param>
    /// <param name="address">From where.</param>
    /// <returns>Null if it may be made, else what to tell the caller.</returns>
    public UserRepException? Count(ClaimsPrincipal user, IPAddress? address)
    {
        CallAllowance allowance = AllowanceOf(user, address);
        if (allowance.PerSecond == 0)
        {
            return null;
        }

        using RateLimitLease lease = _calls.Value.AttemptAcquire(allowance);
        if (lease.IsAcquired)
        {
            return null;
        }

        _meter.Limited();
        return new UserRepException(
            ServiceError.Busy,
            $"{allowance.Who} may make {allowance.PerSecond} requests a second, and has made them. Wait, ask for more users or send more events with each, or raise requestsPerSecond of the identity or UserRep:RequestsPerSecond.",
            lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : TimeSpan.FromSeconds(1));
    }

    /// <summary>How large a request of that caller may be, in bytes; null for as large as anybody's.</summary>
    public long? MaxBytes(ClaimsPrincipal user) => IdentityOf(user)?.MaxBodyBytes is { } most && most < _options.MaxBodyBytes ? most : null;

    public void Dispose()
    {
        if (_calls.IsValueCreated)
        {
            _calls.Value.Dispose();
        }
    }

    private CallAllowance AllowanceOf(ClaimsPrincipal user, IPAddress? address) => user.Identity is { IsAuthenticated: true } known
        ? new CallAllowance(known.AuthenticationType, known.Name, null, IdentityOf(user)?.RequestsPerSecond ?? _options.RequestsPerSecond)
        : new CallAllowance(null, null, address, _options.RequestsPerSecond);

    /// <summary>What the file says of the caller now. The subject of a token is nobody of the file, even if it is called so.</summary>
    private Identity? IdentityOf(ClaimsPrincipal user) =>
        user.Identity is { AuthenticationType: AccessSchemes.Key or AccessSchemes.Cookie, Name: { } name } ? _identities.Now.Named(name) : null;

    private static TokenBucketRateLimiterOptions Bucket(int perSecond)
    {
        int atOnce = Math.Max(1, perSecond / Refills);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)atOnce / perSecond),
            AutoReplenishment = true,
        };
    }
}
