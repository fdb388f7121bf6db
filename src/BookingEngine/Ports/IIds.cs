namespace BookingEngine.Ports;

/// <summary>Creates ids: version-7 GUIDs, which rise with time. The only source of ids.</summary>
public interface IIds
{
    Guid Next();
}
