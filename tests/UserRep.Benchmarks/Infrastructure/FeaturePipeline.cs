using System.Runtime.InteropServices;
using StackExchange.Redis;
using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>
/// What one model's team runs to have features of its own: reads the log in batches from all partitions, folds the events into its users' states, and
/// writes the features of the users that a batch changed, once each, to the model's own keys, in commands that do not wait for each other.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="space">How events become features.</param>
/// <param name="log">The log.</param>
/// <param name="redis">Where the features go.</param>
internal sealed class FeaturePipeline(int model, FeatureSpace space, IEventLogReader log, IDatabase redis)
{
    /// <summary>What comes in a second: a smaller batch has more to write.</summary>
    private const int BatchEvents = InfrastructureSize.EventsPerSecond;

    private const int KeysPerCommand = 250;

    private readonly Dictionary<string, UserFeatures> _users = new(StringComparer.Ordinal);
    private readonly List<UserFeatures> _changed = [];
    private readonly long[] _read = new long[log.Partitions.Partitions];
    private readonly byte[] _values = new byte[BatchEvents * Bytes(space)];
    private long _nowMs;

    /// <summary>Gets the memory that the numbers of its users' states take.</summary>
    public long StateBytes => (long)_users.Count * space.Codec.Size;

    public static string Key(int model, string userId) => $"{model}:{userId}";

    /// <summary>Takes in everything up to these heads.</summary>
    public async Task ReadToAsync(IReadOnlyList<PartitionHead> heads, CancellationToken cancellation)
    {
        do
        {
            _changed.Clear();
            foreach (PartitionHead head in heads)
            {
                await FoldAsync(head, cancellation);
            }

            await WriteAsync();
        }
        while (_changed.Count > 0);
    }

    private static int Bytes(FeatureSpace space) => space.Layout.Length * sizeof(float);

    private async Task FoldAsync(PartitionHead head, CancellationToken cancellation)
    {
        int limit = (int)Math.Min(head.Offset - _read[head.Partition], BatchEvents / _read.Length);
        if (limit > 0)
        {
            foreach (LogEvent e in await log.ReadPartitionAsync(head.Partition, _read[head.Partition], limit, cancellation))
            {
                Fold(e);
                _read[head.Partition] = e.Offset;
            }
        }
    }

    private void Fold(LogEvent logged)
    {
        NewEvent e = logged.Event!;
        if (!_users.TryGetValue(e.UserId, out UserFeatures? user))
        {
            _users.Add(e.UserId, user = new UserFeatures(Key(model, e.UserId), new FeatureState(space.Layout)));
        }

        space.Fold(user.State, logged, countsItems: false);
        _nowMs = Math.Max(_nowMs, e.TimestampMs);
        if (!user.IsChanged)
        {
            user.IsChanged = true;
            _changed.Add(user);
        }
    }

    private async Task WriteAsync()
    {
        int bytes = Bytes(space);
        KeyValuePair<RedisKey, RedisValue>[] written = new KeyValuePair<RedisKey, RedisValue>[_changed.Count];
        for (int i = 0; i < written.Length; i++)
        {
            Memory<byte> value = _values.AsMemory(i * bytes, bytes);
            space.Vectorizer.Vectorize(_changed[i].State, _nowMs, MemoryMarshal.Cast<byte, float>(value.Span));
            written[i] = new(_changed[i].Key, (ReadOnlyMemory<byte>)value);
            _changed[i].IsChanged = false;
        }

        await Task.WhenAll(written.Chunk(KeysPerCommand).Select(part => redis.StringSetAsync(part)));
    }
}
