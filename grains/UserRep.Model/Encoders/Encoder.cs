using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using UserRep.Model.Bundles;
using UserRep.Model.Lifetimes;

namespace UserRep.Model.Encoders;

/// <summary>
/// Turns feature rows into user vectors: one ONNX Runtime session whose model takes <c>[N, F]</c> float32 and gives
/// <c>[N, D]</c> float32, N free. Safe for any number of threads; the same rows in a batch of the same size give the same bits.
/// </summary>
public sealed class Encoder : IDisposable
{
    private readonly InferenceSession _session;

    // What goes wrong is thrown; written to the console as well, it would fill it, for the same rows fail again and again.
    private readonly RunOptions _runOptions = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly UseCount _use;
    private readonly int _maxBatch;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private Encoder(InferenceSession session, EncoderOptions options)
    {
        _session = session;
        (string input, FeatureLength) = EncoderShape.Read("input", session.InputMetadata);
        (string output, Dimension) = EncoderShape.Read("output", session.OutputMetadata);
        (_inputs, _outputs) = ([input], [output]);
        _maxBatch = options.MaxBatch;
        _use = new UseCount(this, Release);
    }

    /// <summary>Gets F, the numbers of a feature row.</summary>
    public int FeatureLength { get; }

    /// <summary>Gets D, the numbers of a vector.</summary>
    public int Dimension { get; }

    /// <summary>Loads a model from a file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>The encoder; the caller disposes it.</returns>
    /// <exception cref="BundleException">The file is missing, no ONNX model, or of another shape.</exception>
    public static Encoder Load(string path, EncoderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        try
        {
            return FromBytes(File.ReadAllBytes(path), name, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException(name, error.Message, "Give the path of an ONNX model.", error);
        }
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="model">The bytes of the ONNX file; not kept.</param>
    /// <param name="name">The name that errors carry.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>The encoder; the caller disposes it.</returns>
    /// <exception cref="BundleException">It is no ONNX model, or of another shape.</exception>
    public static Encoder FromBytes(byte[] model, string name, EncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new EncoderOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBatch, nameof(options));
        InferenceSession? session = null;
        try
        {
            using SessionOptions sessionOptions = CreateOptions(options);
            session = new InferenceSession(model, sessionOptions);
            return new Encoder(session, options);
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException)
        {
            session?.Dispose();
            throw new BundleException(name, error.Message, "Export the encoder again: float32 [N, F] in, float32 [N, D] out, N free.", error);
        }
    }

    /// <summary>Encodes rows into the caller's buffer. Allocates less than 1 KB for each <see cref="EncoderOptions.MaxBatch"/> rows, at most.</summary>
    /// <param name="features">The feature rows, <c>n × F</c>, row by row.</param>
    /// <param name="vectors">Takes the vectors, <c>n × D</c>.</param>
    /// <param name="n">The number of rows; 0 does nothing.</param>
    /// <returns>How many of the vectors have a NaN or an infinity: 0 when all is well. They are left as the model gave them.</returns>
    /// <exception cref="ArgumentException">A buffer's length is not n × F or n × D.</exception>
    /// <exception cref="ObjectDisposedException">The encoder is closed.</exception>
    /// <exception cref="OnnxRuntimeException">The model failed on these rows.</exception>
    public int Encode(ReadOnlySpan<float> features, Span<float> vectors, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        CheckLength(features.Length, n, FeatureLength, nameof(features));
        CheckLength(vectors.Length, n, Dimension, nameof(vectors));
        _use.Enter();
        try
        {
            for (int start = 0; start < n; start += _maxBatch)
            {
                int rows = Math.Min(_maxBatch, n - start);
                Run(features.Slice(start * FeatureLength, rows * FeatureLength), vectors.Slice(start * Dimension, rows * Dimension), rows);
            }
        }
        finally
        {
            _use.Exit();
        }

        return CountNotFinite(vectors);
    }

    /// <summary>Closes the encoder; calls under way end first.</summary>
    public void Dispose() => _use.Close();

    private static SessionOptions CreateOptions(EncoderOptions options)
    {
        SessionOptions session = new() { IntraOpNumThreads = options.Threads, InterOpNumThreads = 1 };

        // A spinning thread waits for the next operator at full load, and takes the core from the calls beside it.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return session;
    }

    private static void CheckLength(int length, int rows, int width, string name)
    {
        if (length != (long)rows * width)
        {
            throw new ArgumentException($"{rows} rows of {width} numbers are {(long)rows * width}; the buffer has {length}.", name);
        }
    }

    // The tensors lie over the caller's own memory: ONNX Runtime reads and writes it in place, nothing is copied.
    private unsafe void Run(ReadOnlySpan<float> features, Span<float> vectors, int rows)
    {
        fixed (float* input = features, output = vectors)
        {
            OrtMemoryInfo memory = OrtMemoryInfo.DefaultInstance;
            using OrtValue inputValue = OrtValue.CreateTensorValueWithData(
                memory, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, [rows, FeatureLength], (nint)input, (long)features.Length * sizeof(float));
            using OrtValue outputValue = OrtValue.CreateTensorValueWithData(
                memory, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, [rows, Dimension], (nint)output, (long)vectors.Length * sizeof(float));
            _session.Run(_runOptions, _inputs, [inputValue], _outputs, [outputValue]);
        }
    }

    private int CountNotFinite(ReadOnlySpan<float> vectors)
    {
        if (vectors.IsEmpty || TensorPrimitives.IsFiniteAll(vectors)) return 0;
        int bad = 0;
        for (int start = 0; start < vectors.Length; start += Dimension)
        {
            if (!TensorPrimitives.IsFiniteAll(vectors.Slice(start, Dimension))) bad++;
        }

        return bad;
    }

    private void Release()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }
}
