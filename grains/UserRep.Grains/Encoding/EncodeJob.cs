namespace UserRep.Grains.Encoding;

/// <summary>One user's features on their way to a vector.</summary>
internal sealed class EncodeJob(ReadOnlyMemory<float> features)
{
    private readonly TaskCompletionSource<float[]> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<float> Features => features;

    public Task<float[]> Task => _completion.Task;

    /// <summary>A number that is not finite would poison whatever is computed from the vector, so it is an error here.</summary>
    public void Succeed(ReadOnlySpan<float> vector)
    {
        foreach (float number in vector)
        {
            if (!float.IsFinite(number))
            {
                _completion.TrySetException(new InvalidOperationException("The model gave a vector with a number that is not finite."));
                return;
            }
        }

        _completion.TrySetResult(vector.ToArray());
    }

    public void Fail(Exception error) => _completion.TrySetException(error);
}
