using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Erasures;

/// <summary>A receipt is there, open, before anything is removed, and says so for as long as not everything is.</summary>
public sealed class OpenReceiptTests : IAsyncLifetime
{
    private const string State = "receipt";

    private readonly SiloFolders _folders = new();
    private readonly HashSet<string> _opened = [];
    private InProcessSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await InProcessSilo.StartAsync(_folders.Data);
        await _silo.SendAsync("ann", Event("1"), Event("2"));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task It_is_open_while_the_user_is_erased_and_finished_then()
    {
        ErasureReceipt? during = null;
        _silo.Calls.Set("IUserGrain.EraseAsync", async context =>
        {
            during = await _silo.Get<IGrainFactory>().GetGrain<IErasureGrain>(Assert.Single(_opened)).GetAsync();
            await context.Invoke();
        });
        NoteReceipts();

        ErasureReceipt receipt = await _silo.Users.EraseAsync("ann", "ops", Cancellation);

        Assert.Equal((receipt.Id, ReceiptState.Open, 0, "ops"), (during!.Id, during.State, during.Events, during.AskedBy));
        Assert.Single(during.Silent);
        Assert.Equal((ReceiptState.Finished, 2, "ops", during.AskedAtMs), (receipt.State, receipt.Events, receipt.AskedBy, receipt.AskedAtMs));
        Assert.Equivalent(receipt, await FindAsync(receipt.Id), strict: true);
    }

    [Fact]
    public async Task Where_it_cannot_be_stored_nothing_is_erased()
    {
        _silo.Storage.FailFrom(1, isWritten: false, State);

        UserRepException error = await Assert.ThrowsAsync<UserRepException>(() => _silo.Users.EraseAsync("ann", "ops", Cancellation));

        Assert.Equal(ServiceError.Unavailable, error.Error);
        Assert.Contains("Nothing was erased", error.Message, StringComparison.Ordinal);
        _silo.Storage.Mend();
        Assert.Equal(2, (await _silo.Users.DescribeAsync("ann", Cancellation)).EventCount);
        Assert.Equal(2, (await _silo.Users.EraseAsync("ann", "ops", Cancellation)).Events);
    }

    [Fact]
    public async Task After_an_end_in_the_midst_it_is_found_open_and_to_erase_again_gives_a_finished_one()
    {
        _silo.Calls.Set("IUserGrain.EraseAsync", async context =>
        {
            await context.Invoke();
            throw new IOException("It ends here.");
        });
        string id = (await Assert.ThrowsAsync<UnfinishedErasureException>(() => _silo.Users.EraseAsync("ann", "ops", Cancellation))).ReceiptId;
        await _silo.DisposeAsync();
        _silo = await InProcessSilo.StartAsync(_folders.Data);

        ErasureReceipt open = (await FindAsync(id))!;
        ErasureReceipt again = await _silo.Users.EraseAsync("ann", "ops", Cancellation);

        Assert.Equal((ReceiptState.Open, "ops"), (open.State, open.AskedBy));
        Assert.Equal(ReceiptState.Finished, again.State);
        Assert.Equal(ReceiptState.Finished, (await FindAsync(again.Id))!.State);
        Assert.Equal(ReceiptState.Open, (await FindAsync(id))!.State);
        Assert.Equal(0, (await _silo.Users.DescribeAsync("ann", Cancellation)).EventCount);
    }

    [Theory]
    [InlineData(2, false, ReceiptState.Open, 0)]
    [InlineData(3, false, ReceiptState.Open, 2)]
    [InlineData(3, true, ReceiptState.Finished, 2)]
    public async Task Where_a_later_write_of_it_fails_it_says_what_is_stored(int write, bool isWritten, ReceiptState state, long events)
    {
        _silo.Storage.FailFrom(write, isWritten, State);
        UnfinishedErasureException error = await Assert.ThrowsAsync<UnfinishedErasureException>(() => _silo.Users.EraseAsync("ann", "ops", Cancellation));
        _silo.Storage.Mend();

        ErasureReceipt receipt = (await FindAsync(error.ReceiptId))!;
        Assert.Equal((state, events), (receipt.State, receipt.Events));
        Assert.Equal(ReceiptState.Finished, (await _silo.Users.EraseAsync("ann", "ops", Cancellation)).State);
    }

    [Fact]
    public async Task One_that_is_finished_is_not_opened_by_a_call_that_was_late()
    {
        ErasureReceipt receipt = await _silo.Users.EraseAsync("ann", "ops", Cancellation);

        await _silo.Get<IGrainFactory>().GetGrain<IErasureGrain>(receipt.Id).PutAsync(receipt with { State = ReceiptState.Open, Events = 0 });

        Assert.Equal((ReceiptState.Finished, 2), ((await FindAsync(receipt.Id))!.State, (await FindAsync(receipt.Id))!.Events));
    }

    private void NoteReceipts() => _silo.Calls.Set("IErasureGrain.PutAsync", async context =>
    {
        await context.Invoke();
        _opened.Add(((ErasureReceipt)context.Request.GetArgument(0)!).Id);
    });

    private Task<ErasureReceipt?> FindAsync(string id) => _silo.Users.FindErasureAsync(id, Cancellation);

    private static IncomingEvent Event(string id) => new() { EventId = id, Type = "play", ItemId = "item-3" };
}
