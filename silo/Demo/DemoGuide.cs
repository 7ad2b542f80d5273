using UserRep.Silo.Hosting;

namespace UserRep.Silo.Demo;

/// <summary>Says what to try.</summary>
internal sealed class DemoGuide(SiloOptions options)
{
    public void Print(string userId, string itemId)
    {
        string rest = options.Addresses[0].Url;
        Console.WriteLine(
            $$"""

            UserRep is up, with a demo model and simulated listeners who do something four times a second.

              The dashboard            {{rest}}/
              The interface            {{rest}}/docs
              A listener's vector      curl '{{rest}}/v1/users/{{userId}}/embedding'

            Somebody new: a vector before, one event, and the vector after it.

              curl '{{rest}}/v1/users/you/embedding'
              curl '{{rest}}/v1/events' -H 'content-type: application/json' \
                   -d '{"events":[{"eventId":"1","userId":"you","type":"onboard","itemId":"{{itemId}}"}]}'
              curl '{{rest}}/v1/users/you/embedding'

            gRPC is on port {{(options.Addresses[0].IsTls ? options.Addresses[0].Port : options.GrpcPort)}}; everything durable is in {{Path.GetFullPath(options.Grains.DataDirectory)}}. Ctrl-C stops.

            """);
    }
}
