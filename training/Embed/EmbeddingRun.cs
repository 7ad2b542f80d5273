using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Embed;

/// <summary>Streams users through replay and encoder into a file, holding a few thousand vectors at a time.</summary>
internal sealed class EmbeddingRun
{
    // A row group of 16,384 vectors of 120 numbers has 8 MB.
    private const int RowsPerGroup = 16_384;

    private readonly Dataset _dataset;
    private readonly ModelBundle _bundle;
    private readonly EmbedRequest _request;
    private readonly FeatureLayout _layout;
    private readonly int[] _itemRows;
    private readonly UserHistory[] _users;
    private readonly EmbeddedMoment[] _moments;
    private readonly float[] _vectors;
    private int _filled;

    public EmbeddingRun(Dataset dataset, ModelBundle bundle, EmbedRequest request)
    {
        (_dataset, _bundle, _request, _layout) = (dataset, bundle, request, new FeatureLayout(bundle.Spec));
        _itemRows = ItemRows.Resolve(dataset.ReadItems(), bundle.Items);
        _users = new UserHistory[Math.Max(1, RowsPerGroup / request.Moments.Count)];
        _moments = new EmbeddedMoment[_users.Length * request.Moments.Count];
        _vectors = new float[_moments.Length * bundle.Encoder.Dimension];
    }

    /// <exception cref="UserErrorException">The encoder gave a vector that is not finite.</exception>
    public EmbedCounts Write(EmbeddingFile file, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Embedding users", _request.Users?.Count ?? _dataset.Info.Users, "users");
        HashSet<string> missing = [.. _request.Users ?? new HashSet<string>()];
        (int users, long withoutEvents) = (0, 0);
        foreach (UserHistory user in _dataset.ReadUsers(cancellation))
        {
            if (_request.Users is not null && !missing.Remove(user.UserId)) continue;
            _users[_filled++] = user;
            users++;
            if (_filled == _users.Length) withoutEvents += Flush(file, stage, cancellation);
        }

        withoutEvents += Flush(file, stage, cancellation);
        return new EmbedCounts(users, (long)users * _request.Moments.Count, withoutEvents, [.. missing.Order(StringComparer.Ordinal)]);
    }

    private int Flush(EmbeddingFile file, IProgressStage stage, CancellationToken cancellation)
    {
        if (_filled == 0) return 0;
        int rows = _filled * _request.Moments.Count;
        int usersAtOnce = Math.Max(1, _request.Batch / _request.Moments.Count);
        Parallel.For(
            0,
            (_filled + usersAtOnce - 1) / usersAtOnce,
            new ParallelOptions { CancellationToken = cancellation },
            () => (Replay: new PointInTime(_layout, _bundle, _itemRows, _dataset.Info), Features: new float[usersAtOnce * _request.Moments.Count * _layout.Length]),
            (part, _, worker) =>
            {
                Embed(part * usersAtOnce, Math.Min(_filled, (part + 1) * usersAtOnce), worker.Replay, worker.Features);
                return worker;
            },
            _ => { });
        file.Write(_moments.AsSpan(0, rows), _vectors.AsSpan(0, rows * _bundle.Encoder.Dimension));
        stage.Advance(_filled);
        _filled = 0;
        return _moments.AsSpan(0, rows).ToArray().Count(moment => moment.Events == 0);
    }

    private void Embed(int from, int to, PointInTime replay, float[] features)
    {
        int moments = _request.Moments.Count;
        for (int user = from; user < to; user++)
        {
            replay.Write(
                _users[user],
                _request.Moments,
                features.AsSpan((user - from) * moments * _layout.Length, moments * _layout.Length),
                _moments.AsSpan(user * moments, moments));
        }

        Encode(from * moments, (to - from) * moments, features);
    }

    private void Encode(int first, int rows, float[] features)
    {
        int dimension = _bundle.Encoder.Dimension;
        Span<float> vectors = _vectors.AsSpan(first * dimension, rows * dimension);
        for (int start = 0; start < rows; start += _request.Batch)
        {
            int count = Math.Min(_request.Batch, rows - start);
            int bad = _bundle.Encoder.Encode(
                features.AsSpan(start * _layout.Length, count * _layout.Length), vectors.Slice(start * dimension, count * dimension), count);
            if (bad > 0) throw new UserErrorException($"The encoder of {_bundle.Version} gave {bad} vectors that are not finite. Train the bundle again.");
        }
    }
}
