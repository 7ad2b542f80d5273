using UserRep.EventLog.Events;

namespace UserRep.Grains.Users;

/// <summary>
/// Puts together into one query what is asked for while others are under way. What is asked for when none is goes at once, and whatever
/// the answer is, it was read after it was asked for.
/// </summary>
/// <param name="maxQueries">How many queries may be under way.</param>
/// <param name="maxKeys">How many keys one asks for at most.</param>
/// <param name="query">Answers keys, in their order.</param>
/// <param name="mayBeOfOne">Whether a query's error may be of one of its keys, so that it is asked again by halves; null for all but those that pass or say that it is over.</param>
internal sealed class SharedQueries<TKey, TAnswer>(
    int maxQueries, int maxKeys, Func<IReadOnlyList<TKey>, Task<IReadOnlyList<TAnswer>>> query, Func<Exception, bool>? mayBeOfOne = null)
{
    private readonly Queue<Question> _waiting = [];
    private int _underWay;
    private long _count;

    /// <summary>Gets how many queries there have been.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Gets how many keys wait for a query.</summary>
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

    /// <summary>The answer of one key.</summary>
    public Task<TAnswer> ReadAsync(TKey key, CancellationToken cancellation)
    {
        Question question = new(key);
        lock (_waiting)
        {
            _waiting.Enqueue(question);
            if (_underWay == maxQueries)
            {
                return question.Answer.WaitAsync(cancellation);
            }

            _underWay++;
        }

        _ = RunAsync();
        return question.Answer.WaitAsync(cancellation);
    }

    private async Task RunAsync()
    {
        Question[] questions = Next();
        while (questions.Length > 0)
        {
            await AskAsync(questions).ConfigureAwait(false);

            // Before they are told: whoever asks on finds the place free.
            Question[] next = Next();
            Array.ForEach(questions, question => question.Tell());
            questions = next;
        }
    }

    private Question[] Next()
    {
        lock (_waiting)
        {
            Question[] questions = new Question[Math.Min(maxKeys, _waiting.Count)];
            for (int i = 0; i < questions.Length; i++)
            {
                questions[i] = _waiting.Dequeue();
            }

            _underWay -= questions.Length == 0 ? 1 : 0;
            return questions;
        }
    }

    private async Task AskAsync(ArraySegment<Question> questions)
    {
        try
        {
            Interlocked.Increment(ref _count);
            IReadOnlyList<TAnswer> answers = await query([.. questions.Select(q => q.Key)]).ConfigureAwait(false);
            for (int i = 0; i < questions.Count; i++)
            {
                questions[i].Found = answers[i];
            }
        }
        catch (Exception error) when (questions.Count > 1 && MayBeOfOne(error))
        {
            // One whose data cannot be read must not take the others along.
            await AskAsync(questions[..(questions.Count / 2)]).ConfigureAwait(false);
            await AskAsync(questions[(questions.Count / 2)..]).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            foreach (Question question in questions)
            {
                question.Error = error;
            }
        }
    }

    private bool MayBeOfOne(Exception error) =>
        mayBeOfOne?.Invoke(error) ?? error is not (EventLogException { IsTransient: true } or OperationCanceledException or ObjectDisposedException);

    private sealed class Question(TKey key)
    {
        private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TKey Key => key;

        public Task<TAnswer> Answer => _answer.Task;

        public TAnswer? Found { get; set; }

        public Exception? Error { get; set; }

        public void Tell()
        {
            if (Error is { } error)
            {
                _answer.SetException(error);
            }
            else
            {
                _answer.SetResult(Found!);
            }
        }
    }
}
