using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class TrackChoiceTests
{
    private static readonly SimulationOptions Options = new() { Items = 100, Days = 100 };
    private static readonly Habits Explorer = new(Repeat: 0, Charts: 0.3, Explore: 0.3, Activity: 1);

    [Fact]
    public void A_track_is_never_chosen_before_it_is_out_nor_twice_in_a_session()
    {
        SeededRandom random = new(21, 0);
        TasteSpace space = new(random);
        Catalogue catalogue = new CatalogueBuilder(Options, space, random).Build();
        TrackChoice choice = new(catalogue);
        int unreleased = Enumerable.Range(0, catalogue.Count).Count(item => catalogue.ReleasedMs(item) > Options.StartMs);

        for (int session = 0; session < 200; session++)
        {
            Listener listener = Listener.Draw(random);
            int[] played = new int[catalogue.Count - unreleased];
            for (int i = 0; i < played.Length; i++)
            {
                int item = choice.Next(listener.Country, Explorer, Mood.Draw(listener, space, random), played.AsSpan(0, i), Options.StartMs, random);
                Assert.True(catalogue.ReleasedMs(item) <= Options.StartMs);
                Assert.DoesNotContain(item, played.Take(i));
                played[i] = item;
            }
        }

        Assert.InRange(unreleased, 5, 40);
    }
}
