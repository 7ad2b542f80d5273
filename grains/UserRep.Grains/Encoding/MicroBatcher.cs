using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using UserRep.Model.Encoders;

namespace UserRep.Grains.Encoding;

/// <summary>
/// Runs one model for many callers: whoever waits while the model runs goes into its next run together. A thread of its own, since a run
/// blocks; batch sizes are powers of two, since the engine's memory grows with every new shape.
/// </summary>
internal sealed class MicroBatcher : IDisposable
{
    private readonly string _version;
    private readonly Encoder _encoder;
    private readonly EncoderPoolOptions _options;
    private readonly EncodeMeter _meter;
    private readonly Queue<EncodeJob> _waiting = new();
    private readonly Thread _thread;
    private readonly float[] _features;
    private readonly float[] _vectors;
    private bool _closing;

    public MicroBatcher(string version, Encoder encoder, EncoderPoolOptions options, EncodeMeter meter)
    {
        _version = version;
        _encoder = encoder;
        _options = options;
        _meter = meter;
        _features = new float[options.MaxBatch * encoder.FeatureLength];
        _vectors = new float[options.MaxBatch * encoder.Dimension];
        _thread = new Thread(Run) { IsBackground = true, Name = $"encoder of {version}" };
        _thread.Start();
    }

    /// <summary>Gets how many vectors have been computed, and how many runs that took.</summary>
    public (long Vectors, long Runs) Work { get; private set; }

    /// <summary>Gets how many users wait for the model.</summary>
    public int Waiting
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Computes a vector. The features must not change until it is there.</summary>
    /// <exception cref="EncoderBusyException">Too many wait already.</exception>
    public Task<float[]> EncodeAsync(ReadOnlyMemory<float> features)
    {
        EncodeJob job = new(features, _meter.Start());
        lock (_waiting)
        {
            if (!TryAdd(job))
            {
                throw new EncoderBusyException(_version);
            }

            Monitor.Pulse(_waiting);
        }

        return job.Task;
    }

    /// <summary>Computes vectors of several users, who go together as far as they are not too many for one run. None of the features must change until all are answered.</summary>
    /// <returns>Per user, in the same order, the vector or why there is none; for some there may be no room.</returns>
    public async Task<EncodeAnswer[]> EncodeAsync(IReadOnlyList<EncodeRequest> requests)
    {
        long start = _meter.Start();
        EncodeJob[] jobs = [.. requests.Select(request => new EncodeJob(request.Buffer.AsMemory(0, request.Length), start))];
        lock (_waiting)
        {
            foreach (EncodeJob job in jobs)
            {
                if (!TryAdd(job))
                {
                    job.Fail(new EncoderBusyException(_version));
                }
            }

            Monitor.Pulse(_waiting);
        }

        await ((Task)Task.WhenAll(jobs.Select(job => job.Task))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Array.ConvertAll(jobs, job => job.Task is { IsCompletedSuccessfully: true } done ? new EncodeAnswer(new EncodedVector(done.Result), null) : new EncodeAnswer(null, job.Task.Exception!.InnerException));
    }

    /// <summary>Finishes what waits.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _closing = true;
            Monitor.Pulse(_waiting);
        }

        _thread.Join();
    }

    private bool TryAdd(EncodeJob job)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        if (_waiting.Count >= _options.MaxWaiting)
        {
            return false;
        }

        _waiting.Enqueue(job);
        return true;
    }

    private void Run()
    {
        List<EncodeJob> jobs = new(_options.MaxBatch);
        while (Take(jobs))
        {
            Encode(CollectionsMarshal.AsSpan(jobs));
            jobs.Clear();
        }
    }

    private bool Take(List<EncodeJob> jobs)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_closing)
                {
                    return false;
                }

                Monitor.Wait(_waiting);
            }

            while (jobs.Count < _options.MaxBatch && _waiting.TryDequeue(out EncodeJob? job))
            {
                jobs.Add(job);
            }

            return true;
        }
    }

    /// <summary>What makes the model fail is found by halves, so that nobody fails for having gone together with it.</summary>
    private void Encode(ReadOnlySpan<EncodeJob> jobs)
    {
        long start = _meter.Start();
        try
        {
            RunModel(jobs);
        }
        catch (Exception error)
        {
            if (jobs.Length == 1)
            {
                End(jobs[0], EncodeOutcome.Error, [], error);
                return;
            }

            Encode(jobs[..(jobs.Length / 2)]);
            Encode(jobs[(jobs.Length / 2)..]);
            return;
        }

        Work = (Work.Vectors + jobs.Length, Work.Runs + 1);
        _meter.Ran(jobs.Length, start);
        for (int i = 0; i < jobs.Length; i++)
        {
            ReadOnlySpan<float> vector = _vectors.AsSpan(i * _encoder.Dimension, _encoder.Dimension);

            // A number that is not finite would poison whatever is computed from the vector, so it is an error here.
            bool isFinite = TensorPrimitives.IsFiniteAll(vector);
            End(jobs[i], isFinite ? EncodeOutcome.Vector : EncodeOutcome.NotFinite, vector, isFinite ? null : NotFinite());
        }
    }

    /// <summary>Counted before whoever waits can look at the counts.</summary>
    private void End(EncodeJob job, EncodeOutcome outcome, ReadOnlySpan<float> vector, Exception? error)
    {
        _meter.Record(outcome, job.Start);
        if (error is null)
        {
            job.Succeed(vector);
        }
        else
        {
            job.Fail(error);
        }
    }

    private static InvalidOperationException NotFinite() => new("The model gave a vector with a number that is not finite.");

    private void RunModel(ReadOnlySpan<EncodeJob> jobs)
    {
        int width = _encoder.FeatureLength;
        for (int i = 0; i < jobs.Length; i++)
        {
            jobs[i].Features.Span.CopyTo(_features.AsSpan(i * width, width));
        }

        int rows = Math.Min(_options.MaxBatch, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)jobs.Length));
        _features.AsSpan(jobs.Length * width, (rows - jobs.Length) * width).Clear();
        _encoder.Encode(_features.AsSpan(0, rows * width), _vectors.AsSpan(0, rows * _encoder.Dimension), rows);
    }
}
