using UserRep.EventLog.Events;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>Sees what a log commits, in the step in which it does.</summary>
internal interface ILogObserver
{
    void Committed(LogEvent row);

    void Erased(LogUser user);
}
