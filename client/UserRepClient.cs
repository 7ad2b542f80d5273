using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>The client over gRPC.</summary>
public sealed class UserRepClient : IUserRepClient
{
    private const int StreamWindowBytes = 1 << 20;

    // A silo that stands still is given up after the two of them.
    private static readonly TimeSpan _pingDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pingTimeout = TimeSpan.FromSeconds(5);

    // Of several silos the next is asked sooner than that, in any case; without an end, a host that is back would be noticed late.
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _firstReconnect = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _lastReconnect = TimeSpan.FromSeconds(1);

    private readonly UserRepClientOptions _options;
    private readonly TimeProvider _time;
    private readonly SiloChannel[] _silos;
    private readonly Metadata _headers = [];
    private readonly Protocol.V1.UserRep.UserRepClient _service;
    private readonly CallPipeline _calls;
    private readonly Reads _reads;
    private readonly ConsumerLease? _consumer;

    /// <summary>Initializes a new instance of the <see cref="UserRepClient"/> class. Connects with the first call.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock of timeouts and retries; null for the system's.</param>
    /// <exception cref="ArgumentException">The options have mistakes; all are named.</exception>
    public UserRepClient(UserRepClientOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.Join(' ', options.Mistakes()) is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(mistakes, nameof(options));
        }

        _options = options;
        _time = time ?? TimeProvider.System;
        if (options.ApiKey is { } key)
        {
            _headers.Add("x-api-key", key);
        }

        bool isOne = options.Addresses.Count == 1;
        _silos = [.. options.Addresses.Select(address => new SiloChannel(Channel(address, isOne, options), _time, _headers))];

        // Processes that start together begin at different silos, and so do the streams of each.
        int first = RandomNumberGenerator.GetInt32(_silos.Length);
        SpreadCalls stream = new(_silos, first, options.Patience, _time);
        SpreadCalls second = new(_silos, first + 1, options.Patience, _time, stream);
        _service = Service(new SpreadCalls(_silos, first, options.Patience, _time));
        _calls = new CallPipeline(options, _time, isOne ? null : () => Array.Exists(_silos, silo => !silo.IsResting));
        _reads = isOne
            ? new Reads(Service(stream), Service(second), _headers, options, _time)
            : new Reads(Service(stream), Service(second), _headers, options, _time, stream.IsToMove, second.IsToMove);
        _consumer = options.Consumer is { } consumer ? new ConsumerLease(_service, _headers, consumer, _time) : null;
    }

    internal ulong ReadMessages => _reads.Messages;

    internal ulong HedgedMessages => _reads.Hedges;

    /// <inheritdoc/>
    public ValueTask<UserVector> GetAsync(string userId, GetOptions? options = null, CancellationToken cancellationToken = default)
    {
        UserIds.Require(userId);
        return _calls.ExecuteLightlyAsync(
            static (s, deadline, token) => s.Self.ReadAsync(s.Self.Pending([s.UserId], s.Options, isWhole: false), deadline, token),
            static (s, frame) => frame.At(0, s.UserId),
            (Self: this, UserId: userId, Options: options),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<UserVectors> GetManyAsync(IReadOnlyList<string> userIds, GetOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] users = Users(userIds, options);
        return _calls.ExecuteLightlyAsync(
            static (s, deadline, token) => s.Self.ReadManyAsync(s.Users, s.Options, deadline, token),
            static (_, vectors) => vectors,
            (Self: this, Users: users, Options: options),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UserVectors>> GetGroupsAsync(IReadOnlyList<string> userIds, GetOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] users = Users(userIds, options);
        return _calls.ExecuteLightlyAsync(
            static (s, deadline, token) => s.Self.ReadGroupsAsync(s.Users, s.Options, deadline, token),
            static (_, groups) => groups,
            (Self: this, Users: users, Options: options),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConsumerRegistration?> RegisterConsumerAsync(CancellationToken cancellationToken = default) => _consumer is null
        ? null
        : await _calls.ExecuteAsync(static (consumer, token) => new ValueTask<ConsumerRegistration>(consumer.RegisterAsync(token)), _consumer, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PublishedEvent>> PublishAsync(IReadOnlyList<UserEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<PublishedEvent> published = new(events.Count);
        for (int first = 0; first < events.Count; first += _options.MaxEventsPerMessage)
        {
            UserEvent[] part = [.. events.Skip(first).Take(_options.MaxEventsPerMessage)];
            published.AddRange(await _calls.ExecuteAsync(
                static (s, token) => s.Self.PublishPartAsync(s.Part, s.First, token), (Self: this, Part: part, First: first), cancellationToken).ConfigureAwait(false));
        }

        return published;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<VectorChange> WatchAsync(
        IReadOnlyCollection<string>? userIds = null, string? version = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        WatchRequest request = new() { Version = version ?? _options.Version ?? string.Empty };
        request.UserIds.AddRange(userIds ?? []);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using AsyncServerStreamingCall<WatchResponse> call = _service.Watch(request, _headers, cancellationToken: cancellationToken);
            while (await MoveAsync(call.ResponseStream, cancellationToken).ConfigureAwait(false))
            {
                foreach (VectorChanged change in call.ResponseStream.Current.Changes)
                {
                    yield return new VectorChange(change.UserId, change.Version, change.Space, change.Position, DateTimeOffset.FromUnixTimeMilliseconds(change.AsOfMs));
                }
            }

            await Task.Delay(_options.RetryDelay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(CancellationToken cancellationToken = default) => _calls.ExecuteAsync<UserRepClient, IReadOnlyList<ModelVersion>>(
        static async (self, token) =>
        {
            ListVersionsResponse response = await self._service.ListVersionsAsync(new ListVersionsRequest(), self._headers, cancellationToken: token).ConfigureAwait(false);
            return [.. response.Versions.Select(v => new ModelVersion(v.Version_, v.Space, v.Dimension, v.State))];
        },
        this,
        cancellationToken).AsTask();

    /// <summary>Ends what is under way and closes the connection.</summary>
    /// <returns>When it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_consumer is not null)
        {
            await _consumer.DisposeAsync().ConfigureAwait(false);
        }

        await _reads.DisposeAsync().ConfigureAwait(false);
        Array.ForEach(_silos, silo => silo.Dispose());
    }

    private ReadingService Service(SpreadCalls calls) => new(_silos.Length == 1 ? _silos[0].Calls : calls);

    private static GrpcChannel Channel(Uri address, bool isOne, UserRepClientOptions options)
    {
        SocketsHttpHandler connections = new()
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = isOne ? Timeout.InfiniteTimeSpan : _connectTimeout,
            KeepAlivePingDelay = _pingDelay,
            KeepAlivePingTimeout = _pingTimeout,

            // All answers of a process come on one stream; several large ones should fit in at once.
            InitialHttp2StreamWindowSize = StreamWindowBytes,
        };
        if (LocalSocket.Is(address))
        {
            connections.UseProxy = false;
            connections.ConnectCallback = (_, cancellation) => LocalSocket.ConnectAsync(address.LocalPath, cancellation);
        }

        if (options.CertificateAuthorityFile is { } file)
        {
            connections.SslOptions = CertificateAuthority.Trust(file);
        }

        return GrpcChannel.ForAddress(LocalSocket.Host(address), new GrpcChannelOptions
        {
            MaxReceiveMessageSize = null,

            // A silo that was restarted is there again within seconds, and another may be on its way out by then.
            InitialReconnectBackoff = _firstReconnect,
            MaxReconnectBackoff = _lastReconnect,
            HttpHandler = options.AccessToken is { } token ? new TokenHandler(token, connections) : connections,
            DisposeHttpClient = true,
        });
    }

    private static async Task<bool> MoveAsync(IAsyncStreamReader<WatchResponse> stream, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation).ConfigureAwait(false);
        }
        catch (RpcException error) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellation);
        }
        catch (RpcException error) when (Failures.Of(error) is UserRepClientException { IsTransient: true } or OperationCanceledException)
        {
            return false;
        }
        catch (RpcException error)
        {
            throw Failures.Of(error);
        }
    }

    private async Task<UserVectors> ReadManyAsync(string[] userIds, GetOptions? options, Deadline deadline, CancellationToken cancellation)
    {
        int perFrame = _options.MaxUsersPerMessage;
        bool isOne = userIds.Length <= perFrame;
        VectorFrame first = await ReadAsync(Pending(isOne ? userIds : userIds[..perFrame], options), deadline, cancellation).ConfigureAwait(false);
        if (isOne)
        {
            return new UserVectors(userIds, [first], perFrame);
        }

        // The version is settled by the first answer, so that a switch in between cannot mix two.
        GetOptions pinned = (options ?? new GetOptions()) with { Version = first.Version };
        VectorFrame[] others = await Task.WhenAll(
            userIds.Skip(perFrame).Chunk(perFrame).Select(part => ReadAsync(Pending(part, pinned), deadline, cancellation))).ConfigureAwait(false);
        return new UserVectors(userIds, [first, .. others], perFrame);
    }

    private async Task<IReadOnlyList<UserVectors>> ReadGroupsAsync(string[] userIds, GetOptions? options, Deadline deadline, CancellationToken cancellation)
    {
        string[][] parts = [.. userIds.Chunk(_options.MaxUsersPerMessage)];
        VectorFrame[] frames = await Task.WhenAll(parts.Select(part => ReadAsync(Pending(part, options, isWhole: false), deadline, cancellation))).ConfigureAwait(false);
        List<UserVectors> groups = [];
        for (int i = 0; i < parts.Length; i++)
        {
            for (VectorFrame? frame = frames[i]; frame is not null; frame = frame.Next)
            {
                groups.Add(new UserVectors(frame.Users is { } users ? [.. users.Select(u => parts[i][u])] : parts[i], [frame], frame.Count));
            }
        }

        return groups;
    }

    private Task<VectorFrame> ReadAsync(PendingRead read, Deadline deadline, CancellationToken cancellation) =>
        _consumer is null ? _reads.ReadAsync(read, deadline, cancellation) : ReadAsync(_consumer, read, deadline, cancellation);

    /// <summary>Registers the consumer first where the service does not know it.</summary>
    private async Task<VectorFrame> ReadAsync(ConsumerLease consumer, PendingRead read, Deadline deadline, CancellationToken cancellation)
    {
        try
        {
            if (!consumer.IsRegistered)
            {
                await consumer.RegisterAsync(cancellation).WaitAsync(deadline.Left, _time, cancellation).ConfigureAwait(false);
            }

            return await _reads.ReadAsync(read, deadline, cancellation).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw Failures.Of(error);
        }
        catch (ConsumerNotFoundException)
        {
            consumer.Forgotten();
            throw;
        }
    }

    private static string[] Users(IReadOnlyList<string> userIds, GetOptions? options)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        string[] users = [.. userIds];
        ArgumentOutOfRangeException.ThrowIfZero(users.Length, nameof(userIds));
        UserIds.Require(users);
        return options is { MinPosition: not 0 } && users.Length > 1
            ? throw new ArgumentException("MinPosition is a position of one user. Read the users one by one, or leave it out.", nameof(options))
            : users;
    }

    private PendingRead Pending(string[] userIds, GetOptions? options, bool isWhole = true) => new(
        userIds,
        options?.Version ?? _options.Version ?? string.Empty,
        options?.MaxAge is { } age ? Math.Max(1, (long)age.TotalMilliseconds) : 0,
        options?.MinPosition ?? 0,
        options?.AsOf?.ToUnixTimeMilliseconds() ?? 0,
        _consumer?.Consumer ?? string.Empty,
        isWhole || _consumer is null,
        _consumer?.AllowsCompatible == true,
        _consumer?.Accepts);

    private async ValueTask<IReadOnlyList<PublishedEvent>> PublishPartAsync(UserEvent[] part, int first, CancellationToken cancellation)
    {
        PublishRequest request = new();
        request.Events.AddRange(part.Select(EventMessages.Of));
        PublishResponse response;
        try
        {
            response = await _service.PublishAsync(request, _headers, cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw Failures.Of(error, first);
        }

        if (response.Positions.Count != part.Length || response.Duplicates.Any(i => i < 0 || i >= part.Length))
        {
            throw new ProtocolException($"{part.Length} events were sent, {response.Positions.Count} positions came back.");
        }

        HashSet<int> duplicates = [.. response.Duplicates];
        return [.. part.Select((e, i) => new PublishedEvent(e.EventId, e.UserId, response.Positions[i], duplicates.Contains(i)))];
    }
}
