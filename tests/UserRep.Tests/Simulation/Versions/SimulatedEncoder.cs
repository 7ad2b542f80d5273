using UserRep.Grains.Encoding;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>One version's encoder on one silo. It looks at the features when it gets to them, so they must not have changed until then.</summary>
internal sealed class SimulatedEncoder(SimulatedModel model, Faults faults) : IEncoderPool
{
    public int Waiting => 0;

    public async Task<EncodedVector> EncodeAsync(EncodeRequest request)
    {
        await faults.DelayAsync();
        if (faults.Strike(0.02))
        {
            throw new EncoderBusyException(model.Version);
        }

        if (faults.Strike(0.02))
        {
            throw new InvalidOperationException("The model failed.");
        }

        await faults.DelayAsync();
        return new EncodedVector(VectorFunction.Of(model.Number, request.Buffer.AsSpan(0, request.Length), model.Bundle.Encoder.Dimension));
    }
}
