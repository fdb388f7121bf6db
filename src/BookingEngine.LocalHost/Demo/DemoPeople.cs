using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.LocalHost.Demo;

/// <summary>A user of the example.</summary>
/// <param name="Name">The local part of the email address, and the key of the password in the example's file.</param>
/// <param name="ResourceIds">The resources that a staff member manages; empty for other roles.</param>
public sealed record DemoPerson(string Name, string FullName, Role Role, ImmutableArray<ResourceId> ResourceIds)
{
    /// <summary>An address in a reserved domain that receives no mail (RFC 2606).</summary>
    public EmailAddress Email => EmailAddress.TryParse($"{Name}@demo.example.com")!;
}

/// <summary>The users of the example tenant.</summary>
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

    public static DemoPerson StaffOf(ResourceId resource) => Staff.First(s => s.ResourceIds.Contains(resource));
}
