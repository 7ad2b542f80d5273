using System.Globalization;
using UserRep.Benchmarks.Measuring;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>The processor time of each thread of a process at a moment, by the thread's id.</summary>
internal sealed class ThreadTimes(IReadOnlyDictionary<int, TaskStat> threads)
{
    public static ThreadTimes Of(int process)
    {
        Dictionary<int, TaskStat> threads = [];
        foreach (string folder in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task")))
        {
            try
            {
                threads.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), TaskStat.Parse(File.ReadAllText(Path.Combine(folder, "stat"))));
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
            }
        }

        return new ThreadTimes(threads);
    }

    /// <summary>What was used since an earlier moment, by what for.</summary>
    /// <param name="before">The earlier moment.</param>
    /// <param name="whole">What the whole process used meanwhile: what its threads do not account for, since they have ended, is other work.</param>
    public IReadOnlyDictionary<ThreadWork, TimeSpan> Since(ThreadTimes before, TimeSpan whole)
    {
        Dictionary<ThreadWork, TimeSpan> spent = Enum.GetValues<ThreadWork>().ToDictionary(work => work, _ => TimeSpan.Zero);
        foreach ((int id, TaskStat thread) in threads)
        {
            spent[ThreadNames.WorkOf(thread.Name)] += thread.ProcessorTime - before.UsedBy(id, thread.Name);
        }

        spent[ThreadWork.Other] = TimeSpan.Zero;
        spent[ThreadWork.Other] = whole - TimeSpan.FromTicks(spent.Values.Sum(time => time.Ticks));
        return spent;
    }

    /// <summary>Which threads do such work, by their ids.</summary>
    public IReadOnlySet<int> At(ThreadWork work) => threads.Where(t => ThreadNames.WorkOf(t.Value.Name) == work).Select(t => t.Key).ToHashSet();

    /// <summary>An id may have been another thread's before.</summary>
    private TimeSpan UsedBy(int id, string name) => threads.TryGetValue(id, out TaskStat thread) && thread.Name == name ? thread.ProcessorTime : TimeSpan.Zero;
}
