namespace BookingEngine.Functions.Http.Operations;

/// <summary>A tag of the API document.</summary>
public sealed record OperationGroup(string Name, string Description)
{
    public static OperationGroup Authentication { get; } = new("Authentication", "Registration, sign-in and password recovery.");

    public static OperationGroup Users { get; } = new("Users", "The profile, password and sessions of the caller.");

    public static OperationGroup Administration { get; } =
        new("User administration", "All users, their roles, and the audit log. Only administrators.");

    public static OperationGroup Bookings { get; } =
        new("Bookings", "Appointments. Customers manage their own, staff those of their resources, and administrators all.");

    public static OperationGroup Holds { get; } = new("Holds", "Slots that are reserved for some minutes.");

    public static OperationGroup Waitlist { get; } = new("Waitlists", "Places that become free are offered to those who wait, the first of them first.");

    public static OperationGroup Guests { get; } = new("Guests", "Bookings of people without an account. A link gives access.");

    public static OperationGroup PublicBookings { get; } = new("Visitors", "Bookings by visitors without an account, if the brand allows them.");

    public static OperationGroup Availability { get; } = new("Availability", "Free times.");

    public static OperationGroup Locations { get; } = new("Locations", "The places where appointments happen.");

    public static OperationGroup Resources { get; } = new("Resources", "The people, rooms and devices that can be booked.");

    public static OperationGroup Services { get; } = new("Services", "The services that can be booked.");

    public static OperationGroup Brand { get; } = new("Brand", "How the business appears to people: on pages and in mails.");

    public static OperationGroup Feeds { get; } = new("Feeds", "Secret addresses at which calendar programs read appointments.");

    public static OperationGroup Webhooks { get; } =
        new("Webhooks", "Events for the systems of the business: sent to endpoints, or read as a feed. Only administrators.");

    public static OperationGroup Health { get; } = new("Health", "For probes. They need no key and no token.");

    /// <summary>In the document's order.</summary>
    public static IReadOnlyList<OperationGroup> All =>
        [Authentication, Users, Administration, Bookings, Holds, Waitlist, Guests, PublicBookings, Availability, Locations, Resources, Services, Brand, Feeds, Webhooks, Health];
}
