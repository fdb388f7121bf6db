using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Somebody in the example.</summary>
/// <param name="Name">Of the mail address, and of the password where it is kept.</param>
/// <param name="ResourceIds">The resources that a member of the staff looks after; none for the other roles.</param>
public sealed record DemoPerson(string Name, string FullName, Role Role, ImmutableArray<ResourceId> ResourceIds)
{
    /// <summary>At a domain that reaches nobody (RFC 2606).</summary>
    public EmailAddress Email => EmailAddress.TryParse($"{Name}@demo.example.com")!;
}

/// <summary>Who works at the example tenant, and who comes to it.</summary>
public static class DemoPeople
{
    public static DemoPerson Admin { get; } = new("admin", "Ada Berger", Role.Admin, []);

    public static ImmutableArray<DemoPerson> Staff { get; } =
    [
        new("lena", "Lena Vogel", Role.Staff, [DemoCatalogue.Lena, DemoCatalogue.Studio]),
        new("jonas", "Jonas Brandt", Role.Staff, [DemoCatalogue.Jonas]),
        new("grace", "Grace Miller", Role.Staff, [DemoCatalogue.Grace, DemoCatalogue.Room]),
    ];

    public static ImmutableArray<DemoPerson> Customers { get; } =
    [
        new("mia", "Mia Schulz", Role.Customer, []),
        new("noah", "Noah Weber", Role.Customer, []),
        new("emma", "Emma Clark", Role.Customer, []),
        new("liam", "Liam Reed", Role.Customer, []),
    ];

    public static ImmutableArray<DemoPerson> All { get; } = [Admin, .. Staff, .. Customers];

    public static DemoPerson KeeperOf(ResourceId resource) => Staff.First(s => s.ResourceIds.Contains(resource));
}
