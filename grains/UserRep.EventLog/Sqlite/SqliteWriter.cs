using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Writing;

namespace UserRep.EventLog.Sqlite;

/// <summary>
/// The only writer of a file, on a thread of its own. Everything that waits goes into one transaction, so that one sync to disk serves all
/// (group commit); a write that fails then runs again alone, so that only its own caller hears of it.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteSession _session;
    private readonly SqliteFolding _folding;
    private readonly Action _rolledBack;
    private readonly WriteQueue<WriteJob> _queue;
    private readonly Thread _thread;

    /// <param name="file">The file.</param>
    /// <param name="connection">Its writing connection; the writer's from now on.</param>
    /// <param name="maxWaiting">How much may wait.</param>
    /// <param name="maxPerCommit">How much goes into one transaction, unless one write is larger.</param>
    /// <param name="rolledBack">Called on the writer's thread when what was executed has been taken back.</param>
    public SqliteWriter(SqliteFile file, SqliteConnection connection, int maxWaiting, int maxPerCommit, Action rolledBack)
    {
        _file = file;
        _session = new SqliteSession(connection);
        _folding = new SqliteFolding(file.OpenFolding(), Path.GetFileName(file.Path));
        _queue = new WriteQueue<WriteJob>(maxWaiting, maxPerCommit);
        _rolledBack = rolledBack;
        _thread = new Thread(Run) { IsBackground = true, Name = $"writer of {Path.GetFileName(file.Path)}" };
        _thread.Start();
    }

    public Task<T> RunAsync<T>(int weight, Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        WriteJob<T> job = new(weight, work, cancellation);
        _queue.Add(job);
        return job.Task;
    }

    /// <summary>Writes what waits, folds the write-ahead log back into the file, and closes it.</summary>
    public void Dispose()
    {
        if (_queue.Close())
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        List<WriteJob> jobs = [];
        while (_queue.WaitAndTake(jobs))
        {
            Write(jobs);
            jobs.Clear();
        }

        _folding.Dispose();
        Checkpoint();
        _session.Dispose();
    }

    private void Checkpoint()
    {
        try
        {
            _session.Checkpoint();
        }
        catch (SqliteException)
        {
            // The log beside the file has everything; whoever opens it next folds it in.
        }
    }

    private void Write(List<WriteJob> jobs)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (WriteJob job in jobs)
            {
                job.Execute(_session);
            }

            _session.Execute("COMMIT");
        }
        catch (Exception error)
        {
            TakeBack();
            FailOrSplit(jobs, error);
            return;
        }

        if (_session.HasRemains)
        {
            _folding.Finish();
            Checkpoint();
        }

        foreach (WriteJob job in jobs)
        {
            job.Succeed();
        }

        // Behind those who wait.
        if (_folding.IsRestDue(jobs.Sum(job => job.Weight)))
        {
            FoldRest();
        }
    }

    private void FoldRest()
    {
        try
        {
            _session.FoldRest();
        }
        catch (SqliteException)
        {
            // The next time finds the same, and a little more.
        }
    }

    private void FailOrSplit(List<WriteJob> jobs, Exception error)
    {
        Exception explained = error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, _file.Path) : error;
        bool isUnknown = explained is EventLogException { OutcomeUnknown: true };
        if (jobs.Count == 1 || isUnknown)
        {
            foreach (WriteJob job in jobs)
            {
                job.Fail(explained);
            }

            return;
        }

        foreach (WriteJob job in jobs)
        {
            Write([job]);
        }
    }

    private void TakeBack()
    {
        SqliteFile.RollBack(_session.Connection);
        _rolledBack();
    }
}
