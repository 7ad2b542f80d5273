using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Errors;
using UserRep.Grains.Features;
using UserRep.Grains.Reading;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A user in memory written as plainly as can be, by the same rules as the real one but for one mistake.</summary>
internal sealed class PlainUser(UserMistake mistake, string userId, UserRuntime runtime) : ISimulatedUser
{
    private readonly Dictionary<string, UserFold> _folds = new(StringComparer.Ordinal);
    private readonly OneAtATime _reads = new();
    private int _erasures;
    private long _erasedThrough;
    private bool _hasLeft;

    public long? Position => _folds.Values.FirstOrDefault()?.Position;

    public async Task ApplyAsync(IReadOnlyList<LogEvent> events)
    {
        await LoadAsync();
        LogEvent[] news = [.. events.Where(e => e.Offset > _erasedThrough)];
        if (_folds.Values.ToArray().Any(fold => !TryApply(fold, news)))
        {
            await ReadLogAsync();
        }

        foreach (ServedVersion version in runtime.Versions.Plan.Versions.Where(v => v.Renewed.Has(userId)))
        {
            await EncodeAsync(version);
        }
    }

    public async Task<UserVector> ReadAsync(UserRead read)
    {
        await LoadAsync();
        ServedVersion version = runtime.Versions.Plan.Resolve(read.Version);
        if (PositionIn(version) < read.MinPosition)
        {
            await ReadLogAsync();
        }

        await EncodeAsync(version);
        float[] values = new float[version.Dimension];
        return runtime.Table.TryRead(userId, version.Version, values, out TableEntry entry) && entry.Position >= read.MinPosition
            ? new UserVector(values, entry.Position, entry.AsOfMs, Freshness.Fresh)
            : throw UserPositions.NotReached(read.MinPosition, PositionIn(version));
    }

    public Task<long> EraseAsync() => _reads.RunAsync(async () =>
    {
        Forget();
        long erased = await runtime.Log.EraseUserAsync(userId, CancellationToken.None);
        _erasedThrough = (await runtime.Log.HeadsAsync(CancellationToken.None))[runtime.Log.Partitions.PartitionOf(userId)].Offset;
        await runtime.Snapshots.RemoveUserAsync(userId, CancellationToken.None);
        Forget();
        return erased;
    });

    public void Leave()
    {
        _hasLeft = true;
        foreach (UserFold fold in _folds.Values.Where(f => f.Position > 0))
        {
            runtime.Snapshots.TryWrite(new Snapshot(userId, fold.Space.Id, runtime.Log.Epoch, fold.Position, UserSnapshot.Write(fold)));
        }

        runtime.Table.Remove(userId);
    }

    /// <summary>Folds an event in, whatever it links to.</summary>
    private static void Apply(UserFold fold, LogEvent e)
    {
        if (e.Offset > fold.Position)
        {
            fold.TryFollow([e with { Prev = fold.Position }]);
        }
        else
        {
            fold.Space.Fold(fold.State, e);
        }
    }

    private long PositionIn(ServedVersion version) => _folds.GetValueOrDefault(version.Space.Id)?.Position ?? 0;

    private bool TryApply(UserFold fold, LogEvent[] events)
    {
        foreach (LogEvent e in events.Where(e => e.Offset > fold.Position || mistake == UserMistake.CountsTwice))
        {
            if (e.Prev != fold.Position && e.Offset > fold.Position && mistake is not (UserMistake.ChecksNoGap or UserMistake.TrustsDeliveries))
            {
                return false;
            }

            Apply(fold, e);
        }

        return true;
    }

    private Task LoadAsync() => _reads.RunAsync(async () =>
    {
        if (mistake != UserMistake.EntersLate)
        {
            Enter();
        }

        foreach (FeatureSpace space in runtime.Versions.Plan.Spaces.Where(s => !_folds.ContainsKey(s.Id)).ToArray())
        {
            _folds[space.Id] = await runtime.Loader.LoadAsync(space, userId, CancellationToken.None);
        }

        Enter();
    });

    private void Enter()
    {
        if (!_hasLeft)
        {
            runtime.Table.Enter(userId);
        }
    }

    private Task ReadLogAsync() => mistake switch
    {
        UserMistake.ReadsAtOnce => ReadTailAsync(),
        UserMistake.TrustsDeliveries => Task.CompletedTask,
        _ => _reads.RunAsync(ReadAllAsync),
    };

    private async Task ReadAllAsync()
    {
        foreach (UserFold fold in _folds.Values.ToArray())
        {
            UserFold loaded;
            long before;
            do
            {
                before = fold.Position;
                loaded = await runtime.Loader.LoadAsync(fold.Space, userId, CancellationToken.None);
            }
            while (fold.Position != before);
            _folds[fold.Space.Id] = loaded;
        }
    }

    private async Task ReadTailAsync()
    {
        foreach (UserFold fold in _folds.Values.ToArray())
        {
            foreach (LogEvent e in await runtime.Log.ReadUserAsync(userId, fold.Position, int.MaxValue, CancellationToken.None))
            {
                Apply(fold, e);
            }
        }
    }

    private async Task EncodeAsync(ServedVersion version)
    {
        if (!_folds.TryGetValue(version.Space.Id, out UserFold? fold))
        {
            throw new UserRepException(ServiceError.NotReady, "The state is being built.", TimeSpan.FromSeconds(1));
        }

        int erasures = _erasures;
        long position = fold.Position;
        long asOfMs = Math.Max(runtime.Time.GetUtcNow().ToUnixTimeMilliseconds(), fold.LastEventMs);
        runtime.Table.Know(userId, position);
        float[] features = new float[fold.Space.Layout.Length];
        fold.Space.Vectorizer.Vectorize(fold.State, asOfMs, features);
        EncodedVector vector;
        try
        {
            vector = await version.Encoder.EncodeAsync(new EncodeRequest(features, features.Length));
        }
        catch (Exception error) when (error is EncoderBusyException or InvalidOperationException)
        {
            throw new UserRepException(ServiceError.NotReady, error.Message, TimeSpan.FromSeconds(1), error);
        }

        string called = mistake == UserMistake.CallsVectorsByPlan ? runtime.Versions.Plan.Current!.Version : version.Version;
        bool isNewest = !runtime.Table.TryFind(userId, called, out TableEntry there) || there.Position <= position;
        bool isOfNow = erasures == _erasures || mistake == UserMistake.KeepsVectorsOfErased;
        if (!_hasLeft && isNewest && isOfNow)
        {
            runtime.Table.Write(userId, called, vector.Values, position, asOfMs);
        }
    }

    private void Forget()
    {
        _erasures++;
        _folds.Clear();
        runtime.Table.Clear(userId);
    }
}
