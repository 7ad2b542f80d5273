extern alias Silo;

using UserRep.Benchmarks.EventCosts;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Streams;
using UserRep.Grains.Users;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class CodePartsTests
{
    private const string Dispatch = "System.Threading.ThreadPoolWorkQueue.Dispatch()";
    private const string Calls = "Orleans.Runtime.ActivationData+<RunMessageLoop>d__149.MoveNext()";
    private const string User = "UserRep.Grains.Users.LiveUser+<ApplyAsync>d__18.MoveNext()";

    [Fact]
    public void What_a_library_does_is_of_whom_it_does_it_for()
    {
        Assert.Equal(CodePart.Users, CodeParts.Of(["System.Collections.Generic.Dictionary`2[System.__Canon,System.__Canon].FindValue(!0)", User, Calls, Dispatch]));
        Assert.Equal(CodePart.Log, CodeParts.Of(["SQLitePCL.SQLite3Provider_e_sqlite3.sqlite3_step(class SQLitePCL.sqlite3_stmt)", "UserRep.EventLog.Sqlite.SqliteReaders.Read()", User, Calls]));
        Assert.Equal(CodePart.Intake, CodeParts.Of(["System.Net.Sockets.Socket.Receive()", "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.Internal.SocketReceiver.Wait()", Dispatch]));
    }

    [Theory]
    [InlineData(typeof(SqliteEventLog), nameof(CodePart.Log))]
    [InlineData(typeof(SnapshotWriter), nameof(CodePart.Log))]
    [InlineData(typeof(LiveUser), nameof(CodePart.Users))]
    [InlineData(typeof(FeatureSpace), nameof(CodePart.Users))]
    [InlineData(typeof(FeatureVectorizer), nameof(CodePart.Users))]
    [InlineData(typeof(EmbeddingTable), nameof(CodePart.Users))]
    [InlineData(typeof(PartitionPump), nameof(CodePart.Partitions))]
    [InlineData(typeof(SiloQueue), nameof(CodePart.Partitions))]
    [InlineData(typeof(MicroBatcher), nameof(CodePart.Encoding))]
    [InlineData(typeof(EventIntake), nameof(CodePart.Intake))]
    [InlineData(typeof(Silo::UserRep.Silo.Grpc.UserRepService), nameof(CodePart.Intake))]
    [InlineData(typeof(Grain), nameof(CodePart.Orleans))]
    public void Parts_are_where_the_code_is(Type type, string part) => Assert.Equal(part, CodeParts.Of([$"{type.FullName}.Method()"]).ToString());

    [Fact]
    public void What_goes_on_between_two_parts_is_of_what_is_between_them() =>
        Assert.Equal(CodePart.Orleans, CodeParts.Of(["OrleansCodeGen.UserRep.Grains.Users.Invokable_IUserGrain.Invoke()", Calls, "UserRep.Grains.Partitions.PartitionPump+<RunAsync>d__44.MoveNext()"]));

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
