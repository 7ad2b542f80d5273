using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class CodePartsTests
{
    private const string Dispatch = "System.Threading.ThreadPoolWorkQueue.Dispatch()";
    private const string Orleans = "Orleans.Runtime.ActivationData+<RunMessageLoop>d__149.MoveNext()";
    private const string User = "UserRep.Grains.Users.LiveUser+<ApplyAsync>d__18.MoveNext()";

    [Fact]
    public void What_a_library_does_is_of_whom_it_does_it_for()
    {
        Assert.Equal(CodePart.Users, CodeParts.Of(["System.Collections.Generic.Dictionary`2[System.__Canon,System.__Canon].FindValue(!0)", User, Orleans, Dispatch]));
        Assert.Equal(CodePart.Log, CodeParts.Of(["SQLitePCL.SQLite3Provider_e_sqlite3.sqlite3_step(class SQLitePCL.sqlite3_stmt)", "UserRep.EventLog.Sqlite.SqliteReaders.Read()", User, Orleans]));
        Assert.Equal(CodePart.Intake, CodeParts.Of(["System.Net.Sockets.Socket.Receive()", "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.Internal.SocketReceiver.Wait()", Dispatch]));
    }

    [Fact]
    public void What_goes_on_between_two_parts_is_of_what_is_between_them() =>
        Assert.Equal(CodePart.Orleans, CodeParts.Of(["OrleansCodeGen.UserRep.Grains.Users.Invokable_IUserGrain.Invoke()", Orleans, "UserRep.Grains.Partitions.PartitionPump+<RunAsync>d__44.MoveNext()"]));

    [Fact]
    public void What_nobody_claims_is_of_none_of_them()
    {
        Assert.Equal(CodePart.Other, CodeParts.Of(["", "System.Threading.Tasks.Task.RunContinuations(object)", Dispatch]));
        Assert.Equal(CodePart.Other, CodeParts.Of([]));
    }

    [Fact]
    public void Who_waits_for_work_is_not_at_work()
    {
        Assert.True(CodeParts.IsAtWork([User, Dispatch, "System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart()"]));
        Assert.False(CodeParts.IsAtWork(["System.Threading.LowLevelLifoSemaphore.Wait(int32,bool)", "System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart()"]));
    }
}
