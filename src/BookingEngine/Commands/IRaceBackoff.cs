namespace BookingEngine.Commands;

/// <summary>Waits after an append that lost its race, so that instances that write to one stream do not keep colliding. It only saves
/// retries; it is not needed for correctness.</summary>
public interface IRaceBackoff
{
    /// <param name="lost">How many races this command has lost in a row.</param>
    Task WaitAsync(int lost, CancellationToken cancellation);
}
