namespace UserRep.Grains.Partitions;

/// <summary>How a partition's events are handed to their users.</summary>
public sealed class PumpOptions
{
    /// <summary>
    /// Gets or sets how many users take events in at once, per partition. After a restart they all have to be loaded, and more at once make
    /// everything else wait: what readers ask for, and what silos have to tell each other in time.
    /// </summary>
    /// <value>16</value>
    public int MaxInFlight { get; set; } = 16;

    /// <summary>
    /// Gets or sets how many of those may be in memory already, for all that is known. They keep the processors busy and, unless they are on another silo, wait
    /// for nothing: more of them would not be done sooner, and whatever else is asked of the silo would wait behind them.
    /// </summary>
    /// <value>2, and on more than 8 processors a quarter of them</value>
    public int MaxBrief { get; set; } = Math.Max(2, Environment.ProcessorCount / 4);

    /// <summary>Gets or sets after how long a user who has not taken events in counts as one who is being loaded, and makes room for the next one.</summary>
    /// <value>3 ms</value>
    public TimeSpan Brief { get; set; } = TimeSpan.FromMilliseconds(3);

    /// <summary>Gets or sets how many events are read from the log at a time.</summary>
    /// <value>1,000</value>
    public int ReadLimit { get; set; } = 1_000;

    /// <summary>
    /// Gets or sets how long ago an event must have been received for it to be left to the log if its user is not in memory, as after a restart. Whoever
    /// reads the user then waits for the user to be loaded. Where memory has no room for more users any event is left so.
    /// </summary>
    /// <value>10 seconds</value>
    public TimeSpan PassOverAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long events wait for those before them, which others may be about to bring, until the log is read instead.</summary>
    /// <value>50 ms</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets or sets how many events wait so at most; beyond that the log is read at once.</summary>
    /// <value>2,000</value>
    public int MaxEarly { get; set; } = 2_000;

    /// <summary>Gets or sets how long a user may take before others stop waiting for the place.</summary>
    /// <value>5 seconds</value>
    public TimeSpan ApplyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the first wait before a user who failed is tried again; it doubles up to <see cref="MaxBackOff"/>.</summary>
    /// <value>1 second</value>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the longest such wait.</summary>
    /// <value>1 minute</value>
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many users may be parked; beyond that a user's next event brings the rest.</summary>
    /// <value>10,000</value>
    public int MaxParked { get; set; } = 10_000;

    /// <summary>Gets or sets how often the checkpoint is stored.</summary>
    /// <value>5 seconds</value>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(5);
}
