namespace UserRep.Grains.Encoding;

/// <summary>One user's features on their way to a vector.</summary>
internal sealed class EncodeJob(ReadOnlyMemory<float> features, long start)
{
    private readonly TaskCompletionSource<float[]> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<float> Features => features;

    /// <summary>Gets the moment it came into the model's queue, by the meter's clock.</summary>
    public long Start => start;

    public Task<float[]> Task => _completion.Task;

    public void Succeed(ReadOnlySpan<float> vector) => _completion.TrySetResult(vector.ToArray());

    public void Fail(Exception error) => _completion.TrySetException(error);
}
