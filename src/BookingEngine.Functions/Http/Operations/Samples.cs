namespace BookingEngine.Functions.Http.Operations;

/// <summary>Values for the document's examples.</summary>
internal static class Samples
{
    public const string
        Email = "ada@example.com",
        Password = "correct horse battery",
        NewPassword = "another horse battery",
        FullName = "Ada Lovelace",
        Slot = "2030-05-13T14:30:00Z",
        SlotEnd = "2030-05-13T15:00:00Z",
        Cursor = "c2lnbmF0dXJlIG9mIDE2IQ";

    public static Guid User { get; } = new("0197a3c2-91d4-7b60-9c1e-4a5b6c7d8e9f");

    public static Guid Administrator { get; } = new("0197a3c0-1f2e-7d3c-8b4a-5c6d7e8f9012");

    public static Guid Series { get; } = new("0197a3c2-b4d5-8f6e-8a90-b1c2d3003fff");

    public static Guid Booking { get; } = new("0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506");
}
