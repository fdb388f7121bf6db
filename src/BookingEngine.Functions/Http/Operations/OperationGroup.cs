namespace BookingEngine.Functions.Http.Operations;

/// <summary>Operations that belong together in the API document.</summary>
public sealed record OperationGroup(string Name, string Description)
{
    public static OperationGroup Authentication { get; } = new("Authentication", "Registering users, signing them in, and forgotten passwords.");

    public static OperationGroup Users { get; } = new("Users", "The user who is signed in.");

    public static OperationGroup Administration { get; } =
        new("User administration", "All users, what they may do, and who changed that. For administrators.");

    public static OperationGroup Bookings { get; } =
        new("Bookings", "Appointments: those of the user who is signed in, and for staff and administrators those that they look after.");

    public static OperationGroup Holds { get; } = new("Holds", "Slots that are reserved for some minutes.");

    public static OperationGroup Guests { get; } = new("Guests", "Bookings of people without an account, by a link.");

    public static OperationGroup Availability { get; } = new("Availability", "Which times are free.");

    public static OperationGroup Locations { get; } = new("Locations", "Where appointments take place.");

    public static OperationGroup Resources { get; } = new("Resources", "What is booked: a person, a room, a device.");

    public static OperationGroup Services { get; } = new("Services", "What is offered.");

    public static OperationGroup Health { get; } = new("Health", "For probes. Neither key nor token is asked for.");

    /// <summary>In the order in which the document shows them.</summary>
    public static IReadOnlyList<OperationGroup> All =>
        [Authentication, Users, Administration, Bookings, Holds, Guests, Availability, Locations, Resources, Services, Health];
}
