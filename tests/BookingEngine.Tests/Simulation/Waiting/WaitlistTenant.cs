using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Simulation.Waiting;

/// <summary>Two resources, a service of any of them, one of the first, and one of both at once.</summary>
public static class WaitlistTenant
{
    public const int SlotsInDemand = 2;
    public static readonly ResourceId[] Resources = [new("one"), new("two")];
    public static readonly ServiceId Cut = new("cut"), Wash = new("wash"), Both = new("both");
    public static readonly ServiceId[] Services = [Cut, Wash, Both];
    public static readonly Instant FirstSlot = Instant.FromUtc(2031, 1, 1, 9, 0);

    /// <param name="blocksCustomers">Whether the first service has a limit per customer, and the second one excludes other bookings.</param>
    public static async Task BuildAsync(Node node, bool blocksCustomers = false)
    {
        foreach (var resource in Resources)
        {
            await node.Get<CreateResourceHandler>().HandleAsync(
                new CreateResource(DefaultCatalogue.InitialResource with { Id = resource, Kind = resource.Value }), Context(node), CancellationToken.None);
        }

        Service[] services =
        [
            DefaultCatalogue.InitialService with { Id = Cut, ResourceIds = [.. Resources], Limits = new CustomerLimits(blocksCustomers ? 1 : null, PerDay: null) },
            DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Resources[0]], ExclusivePerCustomer = blocksCustomers ? true : null },
            DefaultCatalogue.InitialService with { Id = Both, ResourceIds = [], Needs = [new(1) { Kind = "one" }, new(1) { Kind = "two" }] },
        ];
        foreach (var service in services)
        {
            Assert.Null((await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(service), Context(node), CancellationToken.None)).Refusal);
        }
    }

    private static CommandContext Context(Node node) =>
        new(new CommitId(node.Get<Ports.IIds>().Next()), Ports.Clock.Now(node.Get<TimeProvider>()), null, "tenant");
}
