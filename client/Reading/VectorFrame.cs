using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>One reader's part of an answer, checked: the vectors of one version, and those of others in a frame behind it.</summary>
internal sealed class VectorFrame
{
    private static readonly long _firstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long _lastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly VectorRows? _rows;
    private readonly float[] _own = [];
    private readonly ReadResponse _response;
    private readonly int _first;
    private readonly Dictionary<int, Failure>? _failures;

    private VectorFrame(ReadResponse response, int first, int count, int[]? users, VectorFrame? next)
    {
        _response = response;
        _first = first;
        Count = count;
        Users = users;
        Next = next;

        // A copy, so that a vector that is kept does not keep those of other readers; nobody else's are there if all are the reader's.
        if (response.Rows is { } rows && count * Dimension * sizeof(float) == rows.Bytes)
        {
            _rows = rows;
        }
        else
        {
            _own = response.Rows?.Copy(first, count) ?? MemoryMarshal.Cast<byte, float>(response.Vectors.Span).Slice(first * Dimension, count * Dimension).ToArray();
        }

        _failures = response.Failures.Count == 0 ? null : FailuresOf(response, first, count);
    }

    public string Version => _response.Version;

    public string Space => _response.Space;

    public int Dimension => _response.Dimension;

    /// <summary>Gets the number of users.</summary>
    public int Count { get; }

    /// <summary>Gets which of the reader's users these are, by their places; null for all.</summary>
    public int[]? Users { get; }

    /// <summary>Gets the users of another version; null if there are no more.</summary>
    public VectorFrame? Next { get; }

    /// <summary>Takes a reader's part, if the answer is of the version that was asked for and as long as it must be.</summary>
    /// <exception cref="UserRepClientException">It is not.</exception>
    public static VectorFrame Of(ReadResponse response, string askedVersion, int users, int first, int count, bool allowsCompatible = false, IReadOnlyList<string>? accepts = null)
    {
        if (response.Failure is { } failure)
        {
            throw Failures.Of(failure);
        }

        if (response.Compatible is { } compatible && !allowsCompatible)
        {
            throw new VersionRetiredException(
                $"Version \"{response.Version}\" is retired; the answer's vectors were mapped from {compatible.From} and are withheld. Move to a newer version, or allow them with ConsumerOptions.AllowsCompatible.");
        }

        if (response.Further.Count == 0 && response.Users.Count == 0)
        {
            Check(response, askedVersion, users);
            RequireAccepted(response, accepts);
            return new VectorFrame(response, first, count, null, null);
        }

        return OfGroups(response, askedVersion, users, first, count, accepts);
    }

    public ReadOnlySpan<float> Span(int index) => Row(index).Span;

    public UserRepClientException? FailureOf(int index) =>
        _failures is not null && _failures.TryGetValue(index, out Failure? failure) ? Failures.Of(failure) : null;

    public UserVector At(int index, string userId)
    {
        if (FailureOf(index) is { } failure)
        {
            throw failure;
        }

        long asOfMs = _response.AsOfMs[_first + index];
        if (!IsMoment(asOfMs) || !IsMoment(_response.ServedAtMs))
        {
            throw new ProtocolException($"An answer is of the moment {asOfMs} and was given at {_response.ServedAtMs}; one of them is none.");
        }

        return new UserVector
        {
            UserId = userId,
            Vector = Row(index),
            Version = Version,
            Space = Space,
            Position = _response.Positions[_first + index],
            AsOf = DateTimeOffset.FromUnixTimeMilliseconds(asOfMs),
            Age = TimeSpan.FromMilliseconds(_response.ServedAtMs - asOfMs),
            Freshness = (Freshness)_response.Freshness.Span[_first + index],
            Compatible = _response.Compatible is { } c ? new CompatibleSource(c.From, c.Method, c.Cosine, c.HasCosineOfMean ? c.CosineOfMean : null, c.HasAucLoss ? c.AucLoss : null) : null,
        };
    }

    private static Dictionary<int, Failure> FailuresOf(ReadResponse response, int first, int count)
    {
        Dictionary<int, Failure> failures = [];
        foreach (ReadFailure failed in response.Failures.Where(f => f.Index >= first && f.Index < first + count))
        {
            failures[failed.Index - first] = failed.Failure ?? new Failure();
        }

        return failures;
    }

    private ReadOnlyMemory<float> Row(int index) => _rows?[index] ?? _own.AsMemory(index * Dimension, Dimension);

    private static VectorFrame OfGroups(ReadResponse response, string askedVersion, int users, int first, int count, IReadOnlyList<string>? accepts)
    {
        VectorFrame? frames = null;
        int taken = 0;
        int all = 0;
        foreach (ReadResponse group in response.Further.Prepend(response))
        {
            Check(group, askedVersion, group.Users.Count);
            if (!IsAscending(group.Users))
            {
                throw new ProtocolException("The places of the users of an answer are not in order.");
            }

            all += group.Users.Count;

            // The places are ascending, and a reader's are one after another: so are the reader's rows of each group.
            int[] mine = [.. group.Users.Where(u => u >= first && u < first + count).Select(u => u - first)];
            if (mine.Length > 0)
            {
                RequireAccepted(group, accepts);
                taken += mine.Length;
                frames = new VectorFrame(group, group.Users.IndexOf(mine[0] + first), mine.Length, mine, frames);
            }
        }

        return all == users && taken == count && frames is not null
            ? frames
            : throw new ProtocolException($"An answer for {users} users has groups of {all}, and {taken} of a reader's {count}.");
    }

    private static bool IsAscending(RepeatedField<int> places)
    {
        for (int i = 1; i < places.Count; i++)
        {
            if (places[i] <= places[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMoment(long ms) => ms >= _firstMs && ms <= _lastMs;

    /// <summary>Another process of the consumer may have said that it accepts more.</summary>
    private static void RequireAccepted(ReadResponse response, IReadOnlyList<string>? accepts)
    {
        if (accepts is not null && response.Version.Length > 0 && !accepts.Contains(response.Version))
        {
            throw new VersionNotAcceptedException(
                $"The service answered with version \"{response.Version}\", and this process accepts {string.Join(", ", accepts)}. The answer is withheld. Another process of the consumer accepts more: let them have the same heads.");
        }
    }

    private static void Check(ReadResponse response, string askedVersion, int users)
    {
        if (askedVersion.Length > 0 && response.Version != askedVersion)
        {
            throw new VersionMismatchException(askedVersion, response.Version);
        }

        bool hasOnlyFailures = response.Version.Length == 0 && response.Dimension == 0 && response.Failures.Count == users;
        if ((!hasOnlyFailures && (response.Dimension <= 0 || response.Version.Length == 0))
            || response.VectorBytes != (long)users * response.Dimension * sizeof(float)
            || response.Positions.Count != users
            || response.AsOfMs.Count != users
            || response.Freshness.Length != users)
        {
            throw new ProtocolException(
                $"An answer for {users} users has {response.VectorBytes} bytes of vectors of {response.Dimension} numbers, {response.Positions.Count} positions, {response.AsOfMs.Count} moments and {response.Freshness.Length} marks of freshness.");
        }
    }
}
