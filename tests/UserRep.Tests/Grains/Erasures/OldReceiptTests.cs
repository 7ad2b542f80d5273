using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using UserRep.Grains.Erasures;
using Xunit;

namespace UserRep.Tests.Grains.Erasures;

public class OldReceiptTests
{
    // As it was stored when a receipt was written at the end alone.
    private const string Stored =
        "ICDoQEEwMTkzYTZiMWMyZDM3ZTRmOGE1YjZjN2Q4ZTlmMGExYgEgAKGXYs0BDQExAQkxAY/hIDstdXNlcnJlcC5zaWxvLWVyYXN1cmVbXQADIehAHTEyNy4wLjAuMTo1MDgyKTUAA0EHb25l4ODgKTUAA0EdMTI3LjAuMC4xOjUwODPg4OA=";

    [Fact]
    public void A_receipt_of_before_there_were_open_ones_is_finished()
    {
        using ServiceProvider services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(ErasureReceipt).Assembly)).BuildServiceProvider();
        ErasureReceipt receipt = services.GetRequiredService<Serializer>().Deserialize<ErasureState>(Convert.FromBase64String(Stored))!.Receipt!;

        Assert.Equal(("0193a6b1c2d37e4f8a5b6c7d8e9f0a1b", 1764244800000, 3, 12, 2), (receipt.Id, receipt.AtMs, receipt.Partition, receipt.Events, receipt.Snapshots));
        Assert.Equal(["one"], Assert.Single(receipt.Silos).Versions);
        Assert.Equal(["127.0.0.1:5083"], receipt.Silent);
        Assert.Equal((ReceiptState.Finished, null, null), (receipt.State, receipt.AskedAtMs, receipt.AskedBy));
    }
}
