using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Tokens;

namespace UserRep.Silo.Access;

/// <summary>Ends a call that lasts once whoever began it may do so no more: a stream is asked for its key when it begins, and could go on for months.</summary>
internal sealed class LastingAccess : IDisposable
{
    // Timers do not reach much further; a token that lasts longer is asked for again.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(30);

    private readonly KnownIdentities _identities;
    private readonly KeyHash? _key;
    private readonly string? _name;
    private readonly string? _consumer;
    private readonly string _scope;
    private readonly CancellationTokenSource _ended;
    private readonly Lock _gate = new();
    private bool _isDisposed;

    public LastingAccess(KnownIdentities identities, HttpContext context, string scope)
    {
        (_identities, _scope) = (identities, scope);
        (_key, _name, _consumer) = (context.Features.Get<KeyInUse>()?.Hash, context.User.Name(), context.User.BoundTo());
        _ended = context.Features.Get<TokenInUse>() is { } token ? Until(token.Ends, context.RequestServices.GetRequiredService<TimeProvider>()) : new CancellationTokenSource();
        _identities.Changed += Look;
        Look();
    }

    /// <summary>Gets what is cancelled when the key, the scope or the consumer is not the caller's any more, or the token has run out.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Gets a value indicating whether the caller is not to come back. One whose token has run out may, with the next.</summary>
    public bool IsRefused { get; private set; }

    public void Dispose()
    {
        _identities.Changed -= Look;
        lock (_gate)
        {
            _isDisposed = true;
            _ended.Dispose();
        }
    }

    private static CancellationTokenSource Until(DateTime ends, TimeProvider time)
    {
        TimeSpan left = ends - time.GetUtcNow().UtcDateTime;
        return new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left > _longest ? _longest : left, time);
    }

    private void Look()
    {
        lock (_gate)
        {
            if (!_isDisposed && _key is not null && !(_identities.Now.OfKey(_key) is { } now && now.Name == _name && now.Consumer == _consumer && now.Scopes.Contains(_scope)))
            {
                IsRefused = true;
                _ended.Cancel();
            }
        }
    }
}
