using System.Buffers;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Users;

/// <summary>
/// Keeps one user's vectors in the table: at most one is being computed per version, and what happens meanwhile is part of the next.
/// Used by the user's grain alone.
/// </summary>
/// <param name="userId">The user.</param>
/// <param name="runtime">What all users of the silo share.</param>
/// <param name="leastAsOfMs">As of when vectors were that the user had elsewhere: none is to be of earlier.</param>
internal sealed class UserVectors(string userId, UserRuntime runtime, long leastAsOfMs)
{
    private static readonly TimeSpan _busyRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _firstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestRetry = TimeSpan.FromMinutes(5);

    private Renewal[] _renewals = [];
    private long _expectedSinceMs;

    /// <summary>
    /// Events came that the current version's vector is without: from now on it is late. Where none is current nobody waits for it.
    /// </summary>
    public void Expect(long receivedAtMs) =>
        _expectedSinceMs = runtime.Versions.Plan.Current is null ? 0 : _expectedSinceMs == 0 ? receivedAtMs : _expectedSinceMs;

    /// <summary>Gets as of when the newest vector is.</summary>
    public long AsOfMs => _renewals.Aggregate(leastAsOfMs, (newest, renewal) => Math.Max(newest, renewal.AsOfMs));

    /// <summary>Has every served version's vector computed that is behind its fold.</summary>
    public void Renew(IReadOnlyList<UserFold> folds)
    {
        foreach (ServedVersion version in runtime.Versions.Plan.Versions)
        {
            if (version.Renewed.Has(userId) && folds.FirstOrDefault(f => f.Space == version.Space) is { Position: > 0 } fold)
            {
                Renewal renewal = RenewalOf(version);
                if (renewal.Position < fold.Position)
                {
                    _ = RenewInTurnAsync(version, fold, renewal);
                }
            }
        }
    }

    /// <summary>A vector no older than asked and no earlier than the fold; the last one, called stale, if none can be computed.</summary>
    /// <exception cref="UserRepException">There is none at all.</exception>
    public async Task<UserVector> ReadAsync(ServedVersion version, UserFold fold, long minPosition, long maxAgeMs)
    {
        Renewal renewal = RenewalOf(version);
        float[] values = new float[version.Dimension];
        try
        {
            if (!IsGood())
            {
                await RenewAsync(version, fold, renewal);
            }
        }
        catch (Exception error) when (error is not UserRepException { Error: ServiceError.Invalid })
        {
            return runtime.Table.TryRead(userId, version.Version, values, out TableEntry last) && last.Position >= minPosition
                ? new UserVector(values, last.Position, last.AsOfMs, Freshness.Stale)
                : throw Explain(error, version);
        }

        if (!runtime.Table.TryRead(userId, version.Version, values, out TableEntry entry))
        {
            throw new UserRepException(ServiceError.NotReady, "The user is being erased.", _busyRetry);
        }

        if (entry.Position < minPosition)
        {
            // Erased while the vector was computed.
            throw UserPositions.NotReached(minPosition, entry.Position);
        }

        return new UserVector(values, entry.Position, entry.AsOfMs, FreshnessRule.Of(entry.Position, Math.Max(fold.Position, entry.KnownPosition), isPartitionBehind: false));

        bool IsGood() => runtime.Table.TryRead(userId, version.Version, values, out TableEntry e)
            && e.Position >= fold.Position && NowMs() - e.AsOfMs <= maxAgeMs;
    }

    /// <summary>Gets a value indicating whether the user has left memory: nothing is tried again.</summary>
    public bool HasLeft { get; private set; }

    public void Leave() => HasLeft = true;

    private static UserRepException Explain(Exception error, ServedVersion version) => error switch
    {
        UserRepException known => known,
        EncoderBusyException => new UserRepException(ServiceError.Busy, error.Message, _busyRetry),
        _ => new UserRepException(ServiceError.NotReady, $"The vector of version {version.Version} could not be computed: {error.Message}", TimeSpan.FromSeconds(1), error),
    };

    private static async Task RunningAsync(Renewal renewal)
    {
        while (!renewal.Running.IsCompleted)
        {
            await renewal.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>For a read: joins the computation under way if it sees the fold as it is now, else has another follow it. Waits for no place.</summary>
    private async Task RenewAsync(ServedVersion version, UserFold fold, Renewal renewal)
    {
        if (!renewal.Running.IsCompleted && renewal.RunningPosition < fold.Position)
        {
            await renewal.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await (renewal.Running.IsCompleted ? RunAsync(version, fold, renewal) : renewal.Running);
    }

    /// <summary>
    /// For events: waits for a place, one wait however many events there are. Whatever happens until then is part of the vector, which a
    /// read may have had computed meanwhile.
    /// </summary>
    private async Task RenewInTurnAsync(ServedVersion version, UserFold fold, Renewal renewal)
    {
        if (renewal.IsWaiting)
        {
            return;
        }

        renewal.IsWaiting = true;

        // Before there is a place to hold: whoever waits for itself with a place in hand takes two.
        await RunningAsync(renewal);
        await runtime.Places.WaitAsync();
        try
        {
            // A read may have begun one meanwhile.
            await RunningAsync(renewal);
            renewal.IsWaiting = false;
            if (!HasLeft && renewal.Position < fold.Position)
            {
                await RunAsync(version, fold, renewal);
            }
        }
        finally
        {
            runtime.Places.Release();
        }
    }

    private async Task RunAsync(ServedVersion version, UserFold fold, Renewal renewal)
    {
        Task mine = renewal.Running = ComputeAsync(version, fold, renewal);
        try
        {
            await mine;
        }
        finally
        {
            // A task that is over still takes room, and there are hundreds of thousands of users.
            renewal.Running = ReferenceEquals(renewal.Running, mine) ? Task.CompletedTask : renewal.Running;
        }
    }

    private async Task ComputeAsync(ServedVersion version, UserFold fold, Renewal renewal)
    {
        long position = fold.Position;
        renewal.RunningPosition = position;
        long beganMs = NowMs();
        long asOfMs = Math.Max(Math.Max(beganMs, fold.LastEventMs), renewal.AsOfMs);
        int length = fold.Space.Layout.Length;
        float[] features = ArrayPool<float>.Shared.Rent(length);
        try
        {
            EncodedVector vector;
            int erasures;
            int number;
            do
            {
                number = ++renewal.Started;

                // Erased while the encoder was at it: what it gives is of somebody who is to be forgotten.
                erasures = fold.Erasures;
                position = fold.Position;
                fold.Space.Vectorizer.Vectorize(fold.State, asOfMs, features.AsSpan(0, length));
                vector = await EncodeAsync(version, new EncodeRequest(features, length));
            }
            while (erasures != fold.Erasures);

            // One that began later may be done already: what it saw is newer. A version that was dropped meanwhile has no place any more, nor has
            // a user who has left: their vector would stay, and be taken for that of somebody who lives here.
            if (!HasLeft && number > renewal.Written && ReferenceEquals(runtime.Versions.Plan.Find(version.Version), version))
            {
                runtime.Table.Write(userId, version.Version, vector.Values, position, asOfMs);
                (renewal.Written, renewal.Position, renewal.AsOfMs) = (number, position, asOfMs);
                renewal.Failures = 0;
                Measure(version, fold, position, beganMs);
                if (runtime.Versions.Plan.Find(version.Version) is null)
                {
                    // Dropped just now, and with what was written before.
                    runtime.Table.RemoveVersion(version.Version);
                }

                runtime.Traces.Computed(userId, version.Version, position);
                runtime.Samples.Offer(userId, version.Version);
                runtime.Notifier.Notify(new VectorChange(userId, version.Version, version.EmbeddingSpace, position, asOfMs));
            }
        }
        catch (Exception error)
        {
            TimeSpan wait = TimeSpan.FromTicks(Math.Min(_longestRetry.Ticks, _firstRetry.Ticks << Math.Min(renewal.Failures++, 20)));
            Log.EncodingFailed(runtime.Logger, version.Version, wait.TotalSeconds, error);
            if (!renewal.IsToRetry)
            {
                renewal.IsToRetry = true;
                _ = RetryAsync(version, fold, renewal, wait);
            }

            throw;
        }

        // Not after an error: the encoder may still be looking at them.
        ArrayPool<float>.Shared.Return(features);
    }

    /// <summary>What came while the vector was being computed is waited for from no later than when that began.</summary>
    private void Measure(ServedVersion version, UserFold fold, long position, long beganMs)
    {
        if (_expectedSinceMs != 0 && ReferenceEquals(version, runtime.Versions.Plan.Current))
        {
            runtime.Meter.VectorHasEvents(TimeSpan.FromMilliseconds(NowMs() - _expectedSinceMs));
            _expectedSinceMs = fold.Position > position ? beganMs : 0;
        }
    }

    /// <summary>Nobody may ask for a long time, and whoever reads from the table does not come here.</summary>
    private async Task RetryAsync(ServedVersion version, UserFold fold, Renewal renewal, TimeSpan wait)
    {
        await Task.Delay(wait, runtime.Time);
        renewal.IsToRetry = false;
        if (!HasLeft && renewal.Position < fold.Position && ReferenceEquals(runtime.Versions.Plan.Find(version.Version), version))
        {
            await RenewInTurnAsync(version, fold, renewal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>A full queue is waited for: whoever needs the vector now has a deadline of their own.</summary>
    private async Task<EncodedVector> EncodeAsync(ServedVersion version, EncodeRequest request)
    {
        while (true)
        {
            try
            {
                return await version.Encoder.EncodeAsync(request);
            }
            catch (EncoderBusyException)
            {
                await Task.Delay(_busyRetry, runtime.Time);
            }
        }
    }

    private Renewal RenewalOf(ServedVersion version)
    {
        Renewal? renewal = Array.Find(_renewals, r => r.Version == version.Version);
        if (renewal is null)
        {
            renewal = new Renewal(version.Version) { AsOfMs = leastAsOfMs };
            _renewals = [.. _renewals.Where(r => runtime.Versions.Plan.Find(r.Version) is not null), renewal];
        }

        return renewal;
    }

    private long NowMs() => runtime.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How far one version's vector is.</summary>
    private sealed class Renewal(string version)
    {
        public string Version => version;

        public Task Running { get; set; } = Task.CompletedTask;

        public long RunningPosition { get; set; }

        public bool IsWaiting { get; set; }

        public int Failures { get; set; }

        public bool IsToRetry { get; set; }

        public int Started { get; set; }

        public int Written { get; set; }

        public long Position { get; set; }

        public long AsOfMs { get; set; }
    }
}
