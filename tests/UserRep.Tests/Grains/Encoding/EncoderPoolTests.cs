using UserRep.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

public class EncoderPoolTests
{
    private static readonly EncoderPoolOptions _options = new() { MaxBatch = 8, MaxWaiting = 20 };

    [Fact]
    public async Task Whoever_asks_while_calls_are_under_way_goes_together_with_others_and_gets_the_own_vector()
    {
        HeldEncoder encoder = new();
        EncoderPool pool = new("v1", encoder, _options);

        // Four calls of one each, and sixteen who wait for the next two.
        Task<EncodedVector>[] vectors = [.. Enumerable.Range(0, 20).Select(i => pool.EncodeAsync(Of(i)))];
        Assert.Equal(16, pool.Waiting);
        encoder.Open();

        EncodedVector[] all = await Task.WhenAll(vectors);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), all.Select(v => v.Values[0]));
        Assert.Equal(0, pool.Waiting);
        Assert.Equal([1, 1, 1, 1, 8, 8], encoder.Calls.Order());
    }

    [Fact]
    public async Task One_who_fails_takes_nothing_from_the_others_and_nobody_is_asked_for_twice()
    {
        HeldEncoder encoder = new();
        EncoderPool pool = new("v1", encoder, _options);

        Task<EncodedVector>[] vectors = [.. Enumerable.Range(0, 12).Select(i => pool.EncodeAsync(Of(i == 7 ? -1 : i)))];
        encoder.Open();
        await Task.WhenAny(Task.WhenAll(vectors));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => vectors[7]);
        Assert.Equal("Less than nothing.", error.Message);
        Assert.Equal(11, vectors.Count(v => v.IsCompletedSuccessfully));
        Assert.Equal(12, encoder.Calls.Sum());
    }

    [Fact]
    public async Task A_call_that_fails_fails_all_of_it_at_once_and_is_not_asked_again()
    {
        HeldEncoder encoder = new() { FailsFrom = 2 };
        EncoderPool pool = new("v1", encoder, _options);

        Task<EncodedVector>[] vectors = [.. Enumerable.Range(0, 12).Select(i => pool.EncodeAsync(Of(i)))];
        encoder.Open();
        await Task.WhenAny(Task.WhenAll(vectors));

        Assert.Equal([1, 1, 1, 1, 8], encoder.Calls.Order());
        Assert.All(vectors[..4], v => Assert.True(v.IsCompletedSuccessfully));
        Assert.All(vectors[4..], v => Assert.IsType<TimeoutException>(v.Exception!.InnerException));
    }

    [Fact]
    public async Task Beyond_so_many_who_wait_one_is_told_to_come_back()
    {
        HeldEncoder encoder = new();
        EncoderPool pool = new("v1", encoder, _options);

        Task<EncodedVector>[] vectors = [.. Enumerable.Range(0, 24).Select(i => pool.EncodeAsync(Of(i)))];
        EncoderBusyException busy = await Assert.ThrowsAsync<EncoderBusyException>(() => pool.EncodeAsync(Of(24)));
        encoder.Open();

        Assert.Contains("v1", busy.Message, StringComparison.Ordinal);
        await Task.WhenAll(vectors);
        Assert.Equal(25, (await pool.EncodeAsync(Of(25))).Values[0]);
    }

    private static EncodeRequest Of(float number) => new([number], 1);

    /// <summary>Answers with the features, once it may, and fails for those below zero.</summary>
    private sealed class HeldEncoder : IEncoderGrain
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _calls = [];

        /// <summary>Gets from how many users on a call fails.</summary>
        public int FailsFrom { get; init; } = int.MaxValue;

        public IReadOnlyList<int> Calls
        {
            get
            {
                lock (_calls)
                {
                    return [.. _calls];
                }
            }
        }

        public void Open() => _opened.SetResult();

        public async Task<EncodeAnswer[]> EncodeAsync(EncodeRequest[] requests)
        {
            lock (_calls)
            {
                _calls.Add(requests.Length);
            }

            await _opened.Task;
            if (requests.Length >= FailsFrom)
            {
                throw new TimeoutException("It took too long.");
            }

            return [.. requests.Select(r => r.Buffer[0] < 0 ? new EncodeAnswer(null, new InvalidOperationException("Less than nothing.")) : new EncodeAnswer(new EncodedVector([r.Buffer[0]]), null))];
        }
    }
}
