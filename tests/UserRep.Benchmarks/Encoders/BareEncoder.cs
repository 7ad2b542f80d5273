using Microsoft.ML.OnnxRuntime;

namespace UserRep.Benchmarks.Encoders;

/// <summary>ONNX Runtime with nothing around it: memory bound once, then run after run.</summary>
internal sealed class BareEncoder : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public BareEncoder(byte[] model, int threads, float[] features, float[] vectors, int rows)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(model, options);
        _input = OrtValue.CreateTensorValueFromMemory(features, [rows, features.Length / rows]);
        _output = OrtValue.CreateTensorValueFromMemory(vectors, [rows, vectors.Length / rows]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _input);
        _binding.BindOutput(_session.OutputNames[0], _output);
    }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _output.Dispose();
        _input.Dispose();
        _run.Dispose();
        _session.Dispose();
    }
}
