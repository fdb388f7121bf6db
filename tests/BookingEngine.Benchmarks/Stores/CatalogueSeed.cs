using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>Creates resources and services as an administrator's requests do.</summary>
public static class CatalogueSeed
{
    public const string Spread = "spread";

    /// <summary>A service that 50 resources offer, each always open.</summary>
    public static async Task SpreadAsync(IServiceProvider services)
    {
        ResourceId[] ids = [.. Enumerable.Range(0, Seed.Calendars).Select(n => Bookings.Resource(Spread, n))];
        foreach (var id in ids)
        {
            await CreateAsync(services, DefaultCatalogue.InitialResource with { Id = id });
        }

        await CreateAsync(services, DefaultCatalogue.InitialService with { Id = new(Spread), ResourceIds = [.. ids] });
    }

    public static async Task CreateAsync(IServiceProvider services, Resource resource) => ThrowIfRefused(
        (await services.GetRequiredService<CreateResourceHandler>().HandleAsync(new CreateResource(resource), Context(), CancellationToken.None)).Refusal);

    public static async Task CreateAsync(IServiceProvider services, Service service) => ThrowIfRefused(
        (await services.GetRequiredService<CreateServiceHandler>().HandleAsync(new CreateService(service), Context(), CancellationToken.None)).Refusal);

    private static void ThrowIfRefused(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new BenchmarkException(refusal.Detail);
        }
    }

    private static CommandContext Context() =>
        new(new CommitId(Bookings.NewId()), SystemClock.Instance.GetCurrentInstant(), null, "benchmark");
}
