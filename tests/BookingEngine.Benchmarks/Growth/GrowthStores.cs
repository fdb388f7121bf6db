using BookingEngine.Benchmarks.Stores;
using BookingEngine.Catalogue;

namespace BookingEngine.Benchmarks.Growth;

/// <summary>The stores of the growth curves. Each has the same users and the same week to search. They differ in one size.</summary>
public static class GrowthStores
{
    public const string Readers = "readers", Bookers = "bookers";
    private const int Users = 50, OwnBookings = 10, FewPast = 100;

    public static IReadOnlyList<GrowthCurve> CurvesOf(Options options) =>
    [
        new("Past events of the calendar", GrowthCurve.SizesTo(options.History, FewPast), (services, size) => FillAsync(services, past: size)),
        new("Bookings of others", GrowthCurve.SizesTo(options.Others, 1), (services, size) => FillAsync(services, others: size)),
        new("Resources", GrowthCurve.SizesTo(options.Resources, 1), (services, size) => FillAsync(services, resources: size)),
    ];

    public static async Task<GrowthStore> FillAsync(GrowthCurve curve, int size)
    {
        var deployment = new Deployment();
        await using var services = deployment.Open();
        await curve.Fill(services, size);
        await File.WriteAllLinesAsync(deployment.FileFor(Readers), await Seed.SignedInAsync(services, Users, OwnBookings));
        await File.WriteAllLinesAsync(deployment.FileFor(Bookers), await Seed.SignedInAsync(services, Users, 0));
        return new(curve, size, deployment);
    }

    private static async Task FillAsync(IServiceProvider services, int past = FewPast, int others = 0, int resources = 0)
    {
        await Seed.PastAsync(services, DefaultCatalogue.Resource, version: 0, past);
        await Week.FillAsync(services, past);
        await CatalogueSeed.SpreadAsync(services);
        await Seed.BookingsAsync(services, others);
        for (var n = 0; n < resources; n++)
        {
            await CatalogueSeed.CreateAsync(services, DefaultCatalogue.InitialResource with { Id = Stores.Bookings.Resource("more", n) });
        }
    }
}
