"""What people do, each as one function that answers a Step."""
